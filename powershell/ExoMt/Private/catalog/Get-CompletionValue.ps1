function Get-CompletionValue {
    # Returns the names that complete a parameter: those that begin with the word typed so far.
    # Arguments are the ones that PowerShell passes to an argument completer.
    param([object[]] $Arguments)

    $command, $parameter, $word, $null = $Arguments
    if ($null -eq $script:Catalog) { $script:Catalog = Invoke-NativeJson -Name 'exomt_library_catalog' }
    $catalog = $script:Catalog
    # Returns nothing without a catalog, because an error would interrupt the user's typing.
    if (Test-ExoMtFailure $catalog) { return }
    $values = switch ($parameter) {
        'CertificateThumbprint' { Get-StoreCertificate | ForEach-Object { $_.Certificate } | Where-Object { $_.HasPrivateKey } | ForEach-Object { $_.Thumbprint } }
        'Environment' { $catalog.clouds | Where-Object { -not $_.closed } | ForEach-Object { $_.name; $_.aliases -like 'O365*' } }
        'Form' { 'AdminConsent', 'AdminConsentV1', 'AuthorizePrompt' }
        'Resource' { if ($command -eq 'Connect-ExoMtTenant') { 'Compliance', 'Exchange' } else { $catalog.resources } }
        'Task' { $catalog.tasks | ForEach-Object { $_.name } }
    }
    # The word includes a typed quote, the names don't.
    $start = $word.TrimStart("'", '"')
    $values | Where-Object { $_.StartsWith($start, [System.StringComparison]::OrdinalIgnoreCase) } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_)
    }
}
