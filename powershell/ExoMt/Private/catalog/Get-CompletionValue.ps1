function Get-CompletionValue {
    # Completes a parameter of a command by the names that begin with the word typed so far.
    # PowerShell passes five arguments to a completer; the others aren't needed.
    param([string] $Command, [string] $Parameter, [string] $Word)

    $catalog = Get-Catalog
    # Without a catalog there is nothing to complete; an error would break the typing.
    if (Test-ExoMtFailure $catalog) { return }
    $values = switch ($Parameter) {
        'CertificateThumbprint' { Get-StoreCertificate | ForEach-Object { $_.Certificate } | Where-Object { $_.HasPrivateKey } | ForEach-Object { $_.Thumbprint } }
        'Environment' { $catalog.clouds | ForEach-Object { $_.name; $_.aliases -like 'O365*' } }
        'Form' { 'AdminConsent', 'AdminConsentV1', 'AuthorizePrompt' }
        'Resource' { if ($Command -eq 'Connect-ExoMtTenant') { 'Compliance', 'Exchange' } else { $catalog.resources } }
        'Task' { $catalog.tasks | ForEach-Object { $_.name } }
    }
    # A quote that was typed belongs to the word, but not to the name.
    $start = $Word.TrimStart("'", '"')
    $values | Where-Object { $_.StartsWith($start, [System.StringComparison]::OrdinalIgnoreCase) } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_)
    }
}
