function Add-DiagnosticInput {
    # Puts one thing that came in into its list, described at once: nothing keeps the thing.
    param([System.Collections.IDictionary] $Bundle, [object] $InputObject)

    if ($null -eq $InputObject) { return }
    $base = $InputObject.PSObject.BaseObject
    $list = if ($base -is [System.Security.SecureString]) { 'Tokens' }
    elseif ($base -is [string]) { if ($base -match '^\s*eyJ[\w-]+\.[\w-]+\.[\w-]*\s*$') { 'Tokens' } else { 'Texts' } }
    elseif (Test-TypeName -InputObject $InputObject -Name 'ExoMt.Token') { 'Tokens' }
    elseif ((Test-TypeName -InputObject $InputObject -Name 'ExoMt.TenantReadiness') -or (Test-TypeName -InputObject $InputObject -Name 'ExoMt.Tenant')) { 'Tenants' }
    elseif (Test-TypeName -InputObject $InputObject -Name 'ExoMt.TokenCheck') { 'Checks' }
    elseif (Test-TypeName -InputObject $InputObject -Name 'ExoMt.App') { 'Apps' }
    elseif ($base -is [System.Exception] -or (Test-TypeName -InputObject $InputObject -Name 'System.Management.Automation.ErrorRecord') -or (Test-TypeName -InputObject $InputObject -Name 'System.Exception')) { 'Errors' }
    if ($null -eq $list) {
        $kind = $InputObject.PSObject.TypeNames[0]
        $what = "object(s) of type $kind, which no part of this is for"
        $Bundle.LeftOut[$what] = 1 + $Bundle.LeftOut[$what]
        return
    }
    # Lines are one text again: a key can stand on many. What is over is counted below.
    if ($list -eq 'Texts' -and $Bundle.TextLength -lt 262144) {
        $Bundle.TextLength += $base.Length
        $Bundle.Texts.Add($base)
        return
    }
    # A ticket is read by people.
    if ($list -eq 'Texts' -or $Bundle[$list].Count -ge 100) {
        $what = "$($list.ToLowerInvariant()) after the first $($Bundle[$list].Count)"
        $Bundle.LeftOut[$what] = 1 + $Bundle.LeftOut[$what]
        return
    }
    $shown = switch ($list) {
        'Tokens' { ConvertTo-DiagnosticToken -Token $InputObject }
        'Tenants' { ConvertTo-DiagnosticTenant -Tenant $InputObject }
        'Checks' { ConvertTo-DiagnosticCheck -Check $InputObject }
        'Apps' { ConvertTo-DiagnosticApp -App $InputObject }
        'Errors' { ConvertTo-DiagnosticError -Failure $InputObject }
    }
    # What looks like a key by its nature, and is declared as none.
    if ($list -eq 'Apps' -and $shown.CertificateThumbprint -match '^[0-9A-Fa-f]{40}$') { $Bundle.Known.Add($shown.CertificateThumbprint) }
    $ids = @(if ($list -in 'Tokens', 'Tenants') { $shown['TokenId']; if ($shown['Claims'] -is [System.Collections.IDictionary]) { $shown['Claims']['uti'] } })
    foreach ($id in $ids) { if ($id -match '^[A-Za-z0-9_-]{22}$') { $Bundle.Known.Add($id) } }
    $Bundle[$list].Add($shown)
}
