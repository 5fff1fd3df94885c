function New-OperationRun {
    # What the functions of an operation share for one call of a command. Convert is the function
    # that makes an object of a result.
    param([string] $Activity, [string] $Convert, [string] $Resource = 'Exchange', [int] $ThrottleLimit, [int] $TimeoutSec)

    @{
        Activity = $Activity; Convert = $Convert; App = $null; Operation = 0
        Resource = [System.Text.Encoding]::UTF8.GetBytes($Resource); ThrottleLimit = $ThrottleLimit; Ordered = $false; ForceRefresh = $false
        TimeoutSec = $TimeoutSec; TotalTimeoutSec = 0; Lookup = $null; Readiness = $null
        Total = 0; Done = 0; Failed = 0; Watch = [System.Diagnostics.Stopwatch]::StartNew(); NextProgress = 1.0; ShownProgress = $false
    }
}
