function ConvertTo-HiddenPattern {
    # Patterns of what the user wants out, in each form in which it can stand in a text.
    param([object[]] $Values)

    foreach ($value in $Values) {
        $text = if ($value -is [System.Security.SecureString]) { [System.Net.NetworkCredential]::new('', $value).Password } else { ([string]$value).Trim() }
        if (-not $text) { continue }
        $forms = @($text, [uri]::EscapeDataString($text), [uri]::EscapeDataString($text).Replace('%20', '+'))
        foreach ($encoding in [System.Text.Encoding]::UTF8, [System.Text.Encoding]::Unicode) {
            # What stands before it in a larger text shifts its base64; the ends belong to both.
            foreach ($shift in 0..2) {
                $base64 = [System.Convert]::ToBase64String([byte[]]::new($shift) + $encoding.GetBytes($text)).TrimEnd('=')
                $whole = $base64.Substring(@(0, 2, 3)[$shift])
                if ($whole.Length -ge 8) { $forms += $whole.Substring(0, $whole.Length - 1), $whole.Substring(0, $whole.Length - 1).Replace('+', '-').Replace('/', '_') }
            }
        }
        $pattern = @(foreach ($form in $forms) { [regex]::Escape($form) }) -join '|'
        [regex]::new($pattern, [System.Text.RegularExpressions.RegexOptions]'CultureInvariant, IgnoreCase')
    }
}
