function Get-ConnectToken {
    # The token of one tenant, or the failure that it ended with: a value, so that the caller's
    # error is the only one.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $Entry, [string] $Organization, [string] $Resource, [int] $TimeoutSec, [bool] $ForceRefresh)

    $tenant = [System.Text.Encoding]::UTF8.GetBytes($Organization)
    $scope = [System.Text.Encoding]::UTF8.GetBytes($Resource)
    $run = @{
        App = $Entry; Operation = [uint64]0; ThrottleLimit = 1; Ordered = $false; ForceRefresh = $ForceRefresh; AsSecureString = $false
        TimeoutSec = $TimeoutSec; TotalTimeoutSec = 0; Total = 1; Done = 0; Failed = 0; Failures = [System.Collections.Generic.List[object]]::new()
        Watch = [System.Diagnostics.Stopwatch]::StartNew(); NextProgress = 1.0; ShownProgress = $false
    }
    $outstanding = $failure = [uint64]0
    try {
        $run.Operation = Start-TokenOperation -Cmdlet $Cmdlet -Run $run
        $status = $script:Native::exomt_operation_add($run.Operation, $tenant, [uintptr][uint64]$tenant.Length, $scope, [uintptr][uint64]$scope.Length, [ref]$outstanding, [ref]$failure)
        if ($status -ne 0) { return Get-NativeFailure -Status $status -ErrorBuffer $failure }
        Assert-NativeStatus -Cmdlet $Cmdlet -Status ($script:Native::exomt_operation_close($run.Operation, [ref]$failure)) -ErrorBuffer $failure
        Receive-TokenEvent -Cmdlet $Cmdlet -Run $run -Until -1
        $run.Failures
    }
    finally { Stop-TokenOperation -Run $run }
}
