function Get-CompletionValue {
    # What a parameter can be, of the names that begin with the word typed so far.
    param([string] $Parameter, [string] $Word)

    $values = if ($Parameter -eq 'CertificateThumbprint') { Get-StoreThumbprint } else { Get-CatalogName -Parameter $Parameter }
    # A quote that was typed belongs to the word, but not to the name.
    $start = $Word.TrimStart("'", '"')
    $values | Where-Object { $_.StartsWith($start, [System.StringComparison]::OrdinalIgnoreCase) } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_)
    }
}
