function Add-DiagnosticInput {
    # Adds one object to a diagnostic's document as plain data, without a reference to the object.
    param([System.Collections.IDictionary] $Document, [object] $InputObject)

    if ($null -eq $InputObject) { return }
    $base = $InputObject.PSObject.BaseObject
    $kinds = @{
        'ExoMt.App' = 'apps'; 'ExoMt.Token' = 'tokens'; 'ExoMt.TokenCheck' = 'checks'
        'ExoMt.Tenant' = 'tenants'; 'ExoMt.TenantReadiness' = 'tenants'
        'System.Exception' = 'errors'; 'System.Management.Automation.ErrorRecord' = 'errors'
    }
    $kind = if ($base -is [string]) { 'texts' } elseif ($base -is [System.Security.SecureString]) { 'tokens' }
    foreach ($name in $InputObject.PSObject.TypeNames) {
        if ($null -eq $kind) { $kind = $kinds[$name -replace '^Deserialized\.', ''] }
    }
    if ($null -eq $kind) {
        $name = $InputObject.PSObject.TypeNames[0]
        $Document.others[$name] = 1 + $Document.others[$name]
        return
    }
    # The library shows no more objects than this, so the others are only counted.
    $isFull = if ($kind -eq 'texts') { $Document.textLength -ge 262144 } else { $Document[$kind].Count -ge 100 }
    if ($isFull) {
        $Document.more[$kind] = 1 + $Document.more[$kind]
        return
    }
    if ($kind -eq 'texts') { $Document.textLength += $base.Length }
    $Document[$kind].Add($(switch ($kind) {
                'texts' { [string]$base }
                'tokens' { ConvertTo-DiagnosticToken -Token $InputObject }
                'errors' { ConvertTo-DiagnosticError -Failure $InputObject }
                default { ConvertTo-PlainTree -Value $InputObject }
            }))
}
