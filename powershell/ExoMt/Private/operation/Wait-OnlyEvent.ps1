function Wait-OnlyEvent {
    # Waits for the only event of an operation. Returns its document, or a failure. Runs OnWait
    # before each native wait. These waits are short, so that Ctrl+C stops the command immediately.
    param([uint64] $Operation, [System.Collections.IDictionary] $Run, [scriptblock] $OnWait = {})

    while ($Run.State[0] -ne 1) {
        & $OnWait
        $status = $script:Native::exomt_operation_wait_many($Operation, 1, 50, $Run.State, $Run.Failure)
        if ($status -ne 0) { return Get-NativeFailure -Status $status -ErrorBuffer $Run.Failure[0] }
    }
    $status = $script:Native::exomt_operation_take_records($Operation, 1, $Run.Buffer, $Run.Length, $Run.Failure)
    if ($status -ne 0) { return Get-NativeFailure -Status $status -ErrorBuffer $Run.Failure[0] }
    # A record: kind, offset and length of a payload, JSON.
    $record = [System.Text.Encoding]::UTF8.GetString((Read-NativeBuffer -Buffer $Run.Buffer[0])).Split("`t")
    $description = ConvertFrom-Json -InputObject $record[3]
    if ($description.kind -ne 'error') { return $description }
    $description.error.PSObject.TypeNames.Insert(0, 'ExoMt.Failure')
    $description.error
}
