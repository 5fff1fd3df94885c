function Get-CompletionValue {
    # Returns the values of a parameter that begin with the word typed so far.
    param([string] $Parameter, [string] $Word)

    $values = if ($Parameter -eq 'CertificateThumbprint') { Get-StoreThumbprint } else { Get-CatalogName -Parameter $Parameter }
    # An opening quote belongs to the word, but not to the name.
    $start = $Word.TrimStart("'", '"')
    $values | Where-Object { $_.StartsWith($start, [System.StringComparison]::OrdinalIgnoreCase) } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_)
    }
}
