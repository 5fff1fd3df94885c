function Add-OperationTenant {
    # Asks for one more tenant, and writes what is there meanwhile; input that comes faster
    # than results waits here, so that it takes no memory.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run, [object] $InputItem)

    $name = Get-OrganizationName -InputItem $InputItem
    if ($name -isnot [string]) {
        $Cmdlet.WriteError((New-ExoMtErrorRecord -Failure $name -TargetObject $InputItem))
        return
    }
    if ($Run.Operation -eq 0) { $Run.Operation = Start-TokenOperation -Cmdlet $Cmdlet -Run $Run }
    $Run.Total++
    $tenant = [System.Text.Encoding]::UTF8.GetBytes($name)
    $outstanding = $failure = 0
    $status = $script:Native::exomt_operation_add($Run.Operation, $tenant, $tenant.Length, $Run.Resource, $Run.Resource.Length, [ref]$outstanding, [ref]$failure)
    Assert-NativeStatus -Cmdlet $Cmdlet -Status $status -ErrorBuffer $failure
    $until = [int64]::MaxValue
    if ($Run.Total - $Run.Done -ge 4 * $Run.ThrottleLimit) { $until = 2 * $Run.ThrottleLimit }
    Receive-TokenEvent -Cmdlet $Cmdlet -Run $Run -Until $until
}
