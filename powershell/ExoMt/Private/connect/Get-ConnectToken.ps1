function Get-ConnectToken {
    # Returns the token of one tenant, or a failure, so that only the caller writes an error.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $Entry, [string] $Organization, [string] $Resource, [int] $TimeoutSec, [bool] $ForceRefresh)

    $run = New-OperationRun -Activity 'Getting a token' -Resource $Resource -ThrottleLimit 1 -TimeoutSec $TimeoutSec
    $run.App = $Entry
    $run.ForceRefresh = $ForceRefresh
    $run.Origin = @{ AsSecureString = $false; Endpoint = $Entry.Endpoint }
    $run['Failures'] = [System.Collections.Generic.List[object]]::new()
    Add-OperationTenant -Cmdlet $Cmdlet -Run $run -InputItem $Organization
    Complete-Operation -Cmdlet $Cmdlet -Run $run
    $run['Failures']
}
