function Confirm-TokenSignature {
    # Whether a token's signature holds, as the library says it; or a failure.
    param([object] $Token, [System.Collections.IDictionary] $Lookup)

    $bytes = Get-TokenBytes -Token $Token
    if (Test-ExoMtFailure $bytes) { return $bytes }
    $options = ConvertTo-JsonBytes -Value $Lookup
    $operation = $failure = 0
    $status = $script:Native::exomt_token_verify($bytes, $bytes.Length, $options, $options.Length, [ref]$operation, [ref]$failure)
    [System.Array]::Clear($bytes, 0, $bytes.Length)
    if ($status -ne 0) { return Get-NativeFailure -Status $status -ErrorBuffer $failure }
    try { Wait-OnlyEvent -Operation $operation -Run (New-OperationRun) }
    finally { $null = $script:Native::exomt_operation_free($operation) }
}
