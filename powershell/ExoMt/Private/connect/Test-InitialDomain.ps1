function Test-InitialDomain {
    # Whether a name is an initial domain of the cloud: one label before its ending.
    # contoso.mail.onmicrosoft.com, which hybrid tenants have too, is none.
    param([string] $Organization, [object] $Cloud)

    foreach ($suffix in $Cloud.initialDomainSuffixes) {
        $ending = ".$suffix"
        if (-not $Organization.EndsWith($ending, [System.StringComparison]::OrdinalIgnoreCase)) { continue }
        $label = $Organization.Substring(0, $Organization.Length - $ending.Length)
        if ($label -and -not $label.Contains('.')) { return $true }
    }
    $false
}
