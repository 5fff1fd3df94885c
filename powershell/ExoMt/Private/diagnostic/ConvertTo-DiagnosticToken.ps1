function ConvertTo-DiagnosticToken {
    # Converts a token into plain data for the library: the decoded claims without the token itself.
    param([object] $Token)

    $properties = @{}
    if ($Token -isnot [System.Security.SecureString]) { $properties = ConvertTo-PlainTree -Value $Token }
    $bytes = Get-TokenBytes -Token $Token
    if (Test-ExoMtFailure $bytes) { return @{ properties = $properties; failure = $bytes.message } }
    $buffer = $failure = 0
    try { $status = $script:Native::exomt_token_decode($bytes, $bytes.Length, [ref]$buffer, [ref]$failure) }
    finally { [System.Array]::Clear($bytes, 0, $bytes.Length) }
    if ($status -ne 0) { return @{ properties = $properties; failure = (Get-NativeFailure -Status $status -ErrorBuffer $failure).message } }
    @{ properties = $properties; decoded = [System.Text.Encoding]::UTF8.GetString((Read-NativeBuffer -Buffer $buffer)) }
}
