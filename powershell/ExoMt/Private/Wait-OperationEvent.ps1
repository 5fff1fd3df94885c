function Wait-OperationEvent {
    # The next event of an operation, or nothing when all is done. Each native wait is
    # short, so that Ctrl+C is seen between two of them.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [uint64] $Operation)

    $failure = [uint64]0
    $state = 0
    do {
        Assert-NativeStatus -Cmdlet $Cmdlet -Status ($script:Native::exomt_operation_wait($Operation, 50, [ref]$state, [ref]$failure)) -ErrorBuffer $failure
    } while ($state -eq 0)
    if ($state -eq 2) { return }
    $description = [uint64]0
    $payload = [uint64]0
    Assert-NativeStatus -Cmdlet $Cmdlet -Status ($script:Native::exomt_operation_take($Operation, [ref]$description, [ref]$payload, [ref]$failure)) -ErrorBuffer $failure
    $bytes = $null
    if ($payload -ne 0) { $bytes = Read-NativeBuffer -Buffer $payload }
    @{ Description = Read-NativeJson -Buffer $description; Payload = $bytes }
}
