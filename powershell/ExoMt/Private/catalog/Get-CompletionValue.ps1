function Get-CompletionValue {
    # Completes a parameter by the names that begin with the word typed so far. Arguments: what
    # PowerShell passes to a completer.
    param([object[]] $Arguments)

    $command, $parameter, $word, $null = $Arguments
    if ($null -eq $script:Catalog) { $script:Catalog = Invoke-NativeJson -Name 'exomt_library_catalog' }
    $catalog = $script:Catalog
    # Without a catalog there is nothing to complete; an error would break the typing.
    if (Test-ExoMtFailure $catalog) { return }
    $values = switch ($parameter) {
        'CertificateThumbprint' { Get-StoreCertificate | ForEach-Object { $_.Certificate } | Where-Object { $_.HasPrivateKey } | ForEach-Object { $_.Thumbprint } }
        'Environment' { $catalog.clouds | Where-Object { -not $_.closed } | ForEach-Object { $_.name; $_.aliases -like 'O365*' } }
        'Form' { 'AdminConsent', 'AdminConsentV1', 'AuthorizePrompt' }
        'Resource' { if ($command -eq 'Connect-ExoMtTenant') { 'Compliance', 'Exchange' } else { $catalog.resources } }
        'Task' { $catalog.tasks | ForEach-Object { $_.name } }
    }
    # A quote that was typed belongs to the word, but not to the name.
    $start = $word.TrimStart("'", '"')
    $values | Where-Object { $_.StartsWith($start, [System.StringComparison]::OrdinalIgnoreCase) } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_)
    }
}
