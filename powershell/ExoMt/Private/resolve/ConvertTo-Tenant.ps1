function ConvertTo-Tenant {
    # A tenant as the library has found it, as an object of ours.
    param([object] $Description)

    foreach ($authority in $Description.unanswered) {
        Write-Warning "$($Description.organization): $authority did not answer, so it is not known whether a tenant of that name exists there too. Name the cloud by -Environment if you know it."
    }
    [pscustomobject]@{
        PSTypeName              = 'ExoMt.Tenant'
        Organization            = $Description.organization
        TenantId                = $Description.tenantId
        Environment             = $Description.environment
        ExchangeEnvironmentName = if ($Description.exchangeEnvironmentName) { $Description.exchangeEnvironmentName }
        Region                  = $Description.region
        RegionSubScope          = $Description.regionSubScope
        LoginHost               = $Description.loginHost
        ExchangeHost            = $Description.exchangeHost
        GraphHost               = $Description.graphHost
        InitialDomain           = $Description.initialDomain
    }
}
