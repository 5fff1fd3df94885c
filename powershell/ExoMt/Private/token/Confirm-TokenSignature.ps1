function Confirm-TokenSignature {
    # Whether a token's signature holds, as the library says it; or a failure.
    param([object] $Token, [System.Collections.IDictionary] $Lookup)

    $bytes = Get-TokenBytes -Token $Token
    if (Test-ExoMtFailure $bytes) { return $bytes }
    $options = ConvertTo-JsonBytes -Value $Lookup
    $operation = $failure = 0
    $run = New-OperationRun
    $status = $script:Native::exomt_token_verify($bytes, $bytes.Length, $options, $options.Length, [ref]$operation, [ref]$failure)
    [System.Array]::Clear($bytes, 0, $bytes.Length)
    if ($status -ne 0) { return Get-NativeFailure -Status $status -ErrorBuffer $failure }
    try {
        # Each native wait is short, so that Ctrl+C is seen between two.
        while ($run.State[0] -ne 1) {
            $status = $script:Native::exomt_operation_wait_many($operation, 1, 50, $run.State, $run.Failure)
            if ($status -ne 0) { return Get-NativeFailure -Status $status -ErrorBuffer $run.Failure[0] }
        }
        $status = $script:Native::exomt_operation_take_records($operation, 1, $run.Buffer, $run.Length, $run.Failure)
        if ($status -ne 0) { return Get-NativeFailure -Status $status -ErrorBuffer $run.Failure[0] }
        # A record: kind, offset and length of a payload, JSON.
        $record = [System.Text.Encoding]::UTF8.GetString((Read-NativeBuffer -Buffer $run.Buffer[0])).Split("`t")
        ConvertFrom-Json -InputObject $record[3]
    }
    finally { $null = $script:Native::exomt_operation_free($operation) }
}
