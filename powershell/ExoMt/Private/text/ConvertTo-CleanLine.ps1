function ConvertTo-CleanLine {
    # Text from outside, fit for a message: one line, nothing invisible, not too long.
    param([string] $Text)

    $clean = ($Text -replace '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]', '').Trim()
    if ($clean.Length -gt 200) { $clean = $clean.Substring(0, 200) + '...' }
    $clean
}
