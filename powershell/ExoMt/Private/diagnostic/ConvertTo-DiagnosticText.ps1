function ConvertTo-DiagnosticText {
    # The bundle as text or JSON: what it has, what was left out, and the parts, all redacted.
    param([System.Collections.IDictionary] $Bundle, [object[]] $Redact, [bool] $AsJson)

    $parts = [ordered]@{ Versions = Get-DiagnosticVersion }
    $place = Get-DiagnosticPlace
    foreach ($name in $place.Keys) { $parts[$name] = $place[$name] }
    foreach ($name in 'Apps', 'Tokens', 'Tenants', 'Checks', 'Errors') {
        if ($Bundle[$name].Count -gt 0) { $parts[$name] = $Bundle[$name].ToArray() }
    }
    if ($Bundle.Texts.Count -gt 0) { $parts['Text'] = $Bundle.Texts -join "`n" }
    $known = [string[]]@($Bundle.Known | Select-Object -Unique)
    $left = @('tokens, secrets, keys, passwords and assertions', 'values of claims that explain nothing', 'addresses of proxies', 'command lines, paths and stacks of errors')
    foreach ($entry in $Bundle.LeftOut.GetEnumerator()) { $left += "$($entry.Value) $($entry.Key)" }
    $hidden = [regex[]]@(ConvertTo-HiddenPattern -Values $Redact)
    $safe = Protect-Diagnostic -Value ([ordered]@{ Parts = $parts; LeftOut = $left }) -Known $known -Hidden $hidden
    $head = [ordered]@{
        Made    = "$(ConvertTo-UtcText -Value ([datetime]::UtcNow)) by Export-ExoMtDiagnostic"
        Has     = 'versions, clock, proxy variables (yes or no), cache sums' + (@(foreach ($name in 'Apps', 'Tokens', 'Tenants', 'Checks', 'Errors', 'Texts') { ", $($Bundle[$name].Count) $($name.ToLowerInvariant())" }) -join '') + '; with names and ids of tenants, ids of apps, objects and requests'
        LeftOut = $safe.LeftOut
        Note    = 'What looked like a secret in a text was replaced by [redacted:...]. Read it before you send it.'
    }
    $all = [ordered]@{ ExoMtDiagnostic = $head }
    foreach ($entry in $safe.Parts.GetEnumerator()) { $all[$entry.Key] = $entry.Value }
    if ($AsJson) { return ConvertTo-Json -InputObject $all -Depth 8 }
    (@(Format-Diagnostic -Value $all) -join "`n").Replace("`n", [System.Environment]::NewLine) + [System.Environment]::NewLine
}
