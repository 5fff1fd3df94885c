function Send-OperationAnswer {
    # Hands a signature, an assertion or the reason for having none to the library, and clears
    # it. One that nobody waits for any more (the operation was cancelled) is no fault.
    param([uint64] $Operation, [uint64] $RequestId, [byte[]] $Answer, [bool] $Reject)

    $failure = 0
    $length = $Answer.Length
    $null = if ($Reject) { $script:Native::exomt_operation_reject($Operation, $RequestId, $Answer, $length, [ref]$failure) }
    else { $script:Native::exomt_operation_respond($Operation, $RequestId, $Answer, $length, [ref]$failure) }
    [System.Array]::Clear($Answer, 0, $Answer.Length)
    if ($failure -ne 0) { $null = $script:Native::exomt_buffer_free($failure) }
}
