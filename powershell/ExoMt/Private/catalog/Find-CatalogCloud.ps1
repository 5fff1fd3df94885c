function Find-CatalogCloud {
    # Returns the cloud with a name or alias, the worldwide one without a name, or a failure.
    param([string] $Name)

    $catalog = Get-Catalog
    if (Test-ExoMtFailure $catalog) { return $catalog }
    $wanted = $Name.Trim()
    if (-not $wanted) { return $catalog.clouds[0] }
    foreach ($cloud in $catalog.clouds) {
        if ($cloud.name -ne $wanted -and $cloud.aliases -notcontains $wanted) { continue }
        if (-not $cloud.closed) { return $cloud }
        return New-ExoMtFailure -Name 'InvalidEnvironment' -Category 'InvalidArgument' -Message "The cloud $($cloud.name) was closed on $(ConvertTo-PlainValue -Value $cloud.closed)." -Fix 'Its tenants are in another cloud now: leave -Environment out.'
    }
    $known = @($catalog.clouds | Where-Object { -not $_.closed } | ForEach-Object { $_.name }) -join ', '
    New-ExoMtFailure -Name 'InvalidEnvironment' -Category 'InvalidArgument' -Message "'$(ConvertTo-CleanLine -Text $Name)' is not an environment that ExoMt knows." -Fix "Use one of $known, or a name of Connect-ExchangeOnline such as O365China."
}
