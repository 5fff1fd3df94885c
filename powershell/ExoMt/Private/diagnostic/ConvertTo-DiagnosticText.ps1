function ConvertTo-DiagnosticText {
    # Renders a diagnostic with the library. Redact contains more values to redact, as string or
    # SecureString.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Document, [object[]] $Redact)

    $parts = [System.Collections.Generic.List[byte[]]]::new()
    $length = 0
    foreach ($value in $Redact) {
        $part = if ($value -is [System.Security.SecureString]) { ConvertTo-SecretBytes -Value $value -Parameter 'Redact' } else { , [System.Text.Encoding]::UTF8.GetBytes(([string]$value).Trim()) }
        $parts.Add($part)
        $length += $part.Length + 1
    }
    # A list is bytes with a NUL after each value.
    $hidden = [byte[]]::new($length)
    $at = 0
    foreach ($part in $parts) {
        [System.Array]::Copy($part, 0, $hidden, $at, $part.Length)
        $at += $part.Length + 1
    }
    $Document.Remove('textLength')
    $json = [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $Document -Depth 12))
    $parts.Add($json)
    $parts.Add($hidden)
    $buffer, $failure = [uint64[]]::new(1), [uint64[]]::new(1)
    try { $status = $script:Native::exomt_diagnostic_render($json, $json.Length, $hidden, $hidden.Length, $buffer, $failure) }
    finally { foreach ($part in $parts) { [System.Array]::Clear($part, 0, $part.Length) } }
    if ($status -ne 0) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (Get-NativeFailure -Status $status -ErrorBuffer $failure[0]) }
    [System.Text.Encoding]::UTF8.GetString((Read-NativeBuffer -Buffer $buffer[0])).Replace("`n", [System.Environment]::NewLine)
}
