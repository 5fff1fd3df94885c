function Complete-Operation {
    # Says that no more tenants come, and writes the rest of the results.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run)

    if ($Run.Operation -eq 0) { return }
    $failure = 0
    Assert-NativeStatus -Cmdlet $Cmdlet -Status ($script:Native::exomt_operation_close($Run.Operation, [ref]$failure)) -ErrorBuffer $failure
    Receive-TokenEvent -Cmdlet $Cmdlet -Run $Run -Until -1
    if ($Run.ShownProgress) { Write-Progress -Activity $Run.Activity -Completed }
}
