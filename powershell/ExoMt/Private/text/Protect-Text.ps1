function Protect-Text {
    # A text as it may be shown to others: without control characters, and without what is or
    # looks like a secret. Known: values that look like one and are none, such as the thumbprint
    # of a certificate. Hidden: patterns of what the user wants out.
    param([object] $Text, [string[]] $Known = @(), [regex[]] $Hidden = @())

    $shown = [string]$Text
    if ($shown.Length -eq 0) { return '' }
    if ($null -eq $script:Redaction) { $script:Redaction = New-RedactionRule }
    $rules = $script:Redaction
    # What is longer helps nobody; it is cut here for time and below for the eye, since a cut
    # must not hide a token's beginning.
    if ($shown.Length -gt 262144) { $shown = $shown.Substring(0, 262144) }
    $shown = $rules.Invisible.Replace($shown.Replace([string][char]9, ' '), '').Trim()
    foreach ($pattern in $Hidden) { $shown = $pattern.Replace($shown, '[redacted:asked]') }
    if ($rules.Suspect.IsMatch($shown)) {
        foreach ($rule in $rules.Secrets) { $shown = $rule.Pattern.Replace($shown, $rule.Instead) }
        $kept = [System.Text.StringBuilder]::new()
        $from = 0
        foreach ($run in $rules.Run.Matches($shown)) {
            if (-not (Test-RandomText -Text $run.Value -Known $Known)) { continue }
            $null = $kept.Append($shown, $from, $run.Index - $from).Append('[redacted:value]')
            $from = $run.Index + $run.Length
        }
        $shown = $kept.Append($shown, $from, $shown.Length - $from).ToString()
    }
    if ($shown.Length -gt 16384) { $shown = $shown.Substring(0, 16384) + '...' }
    $shown
}
