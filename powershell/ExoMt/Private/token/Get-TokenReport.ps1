function Get-TokenReport {
    # What the library says of a token: its parts, or with expectations its check; else a failure.
    param([object] $Token, [System.Collections.IDictionary] $Expected)

    $bytes = Get-TokenBytes -Token $Token
    if (Test-ExoMtFailure $bytes) { return $bytes }
    $buffer = 0
    $failure = 0
    $length = $bytes.Length
    $status = if ($null -eq $Expected) { $script:Native::exomt_token_decode($bytes, $length, [ref]$buffer, [ref]$failure) }
    else {
        $json = ConvertTo-JsonBytes -Value $Expected
        $script:Native::exomt_token_check($bytes, $length, $json, $json.Length, [ref]$buffer, [ref]$failure)
    }
    [System.Array]::Clear($bytes, 0, $bytes.Length)
    if ($status -ne 0) { return Get-NativeFailure -Status $status -ErrorBuffer $failure }
    Read-NativeJson -Buffer $buffer
}
