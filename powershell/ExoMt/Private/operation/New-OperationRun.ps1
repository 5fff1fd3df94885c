function New-OperationRun {
    # Returns the state that the functions of an operation share for one call of a command. Convert
    # is a script block that converts a result that isn't a token into an object.
    param([string] $Activity, [scriptblock] $Convert, [string] $Resource = 'Exchange', [object] $ThrottleLimit, [object] $TimeoutSec)

    if ($script:OwnOperations.Count -ne 0) { Clear-DeadHandle -Table $script:OwnOperations -Free 'exomt_operation_free' }
    $run = @{
        Activity = $Activity; Convert = $Convert; App = $null; Operation = 0
        Resource = [System.Text.Encoding]::UTF8.GetBytes($Resource); ThrottleLimit = $ThrottleLimit; Ordered = $false; ForceRefresh = $false
        TimeoutSec = $TimeoutSec; TotalTimeoutSec = 0; Lookup = $null; Readiness = $null
        # FromCache: check the cache before the operation. Origin: the hidden field of each token.
        FromCache = $false; Origin = $null
        # At this many outstanding requests, input waits until half of them have finished.
        Most = 4 * $ThrottleLimit
        Total = 0; Done = 0; Failed = 0; Watch = [System.Diagnostics.Stopwatch]::StartNew(); NextProgress = 1.0; ShownProgress = $false
        # Output parameters of library functions.
        State = [int32[]]::new(1); Outstanding = [uint64[]]::new(1); Buffer = [uint64[]]::new(1); Length = [uint64[]]::new(1); Failure = [uint64[]]::new(1)
    }
    if ([intptr]::Size -eq 4) { $run['Length'] = [uint32[]]::new(1) }
    $run
}
