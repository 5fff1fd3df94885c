function Get-TokenReport {
    # Returns what the library reads in a token, or with expectations how it meets them; or a
    # failure.
    param([object] $Token, [System.Collections.IDictionary] $Expected)

    $bytes = Get-TokenBytes -Token $Token
    if (Test-ExoMtFailure $bytes) { return $bytes }
    try {
        if ($null -eq $Expected) { return Invoke-NativeJson -Name 'exomt_token_decode' -Arguments (, $bytes) }
        Invoke-NativeJson -Name 'exomt_token_check' -Arguments $bytes, $Expected
    }
    finally { [System.Array]::Clear($bytes, 0, $bytes.Length) }
}
