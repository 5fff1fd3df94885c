function Resolve-ExoMtTenant {
    <#
    .SYNOPSIS
        Finds the tenant id and the cloud of a domain in the metadata that Entra publishes.

    .DESCRIPTION
        Reads the public metadata of each tenant, which needs no credential. Returns the tenant id, the cloud and region, and the values that Connect-ExchangeOnline needs. The hosts in the metadata determine the cloud; a host outside the Microsoft clouds is an error.

        Without -Environment, it queries the clouds that can contain the tenant. A name such as *.onmicrosoft.us or *.onsovcloud.fr belongs to one cloud; for a custom domain or an id, it queries Worldwide, the US government cloud and China. A name that exists in two clouds is an error that lists them. To find a tenant of a sovereign cloud by a custom domain, specify -Environment.

        If the app was created with a cloud, an authority, root certificates or a proxy, these apply here too. You can pipe the results to all commands that accept tenants.

    .PARAMETER Organization
        The tenants: domains or tenant ids, or objects with a property Organization, TenantId, CustomerId, DefaultDomainName or Domain (the first one with a value), such as the output of Import-Csv or Get-MgContract.

    .PARAMETER App
        The app, from New-ExoMtApp. Not needed after New-ExoMtApp -Default.

    .PARAMETER Environment
        The only cloud to query; by default, every cloud that can contain the tenant: Worldwide, GCCHigh or another name that New-ExoMtApp -Environment lists.

    .PARAMETER Authority
        A private or test authority to query instead of the app's, as https://host[:port].

    .PARAMETER CertificateAuthorityPath
        A PEM file of root certificates to trust in addition to the system's, for a private authority or a proxy that inspects TLS.

    .PARAMETER ThrottleLimit
        How many tenants are in progress at once: 32 by default, 512 at most.

    .PARAMETER Ordered
        Returns results in the order of the input. A slow tenant then delays the results after it.

    .PARAMETER TimeoutSec
        The time limit for each tenant in seconds: 60 by default.

    .EXAMPLE
        Get-Content domains.txt | Resolve-ExoMtTenant | Group-Object Environment

        Groups customers by cloud.

    .EXAMPLE
        Resolve-ExoMtTenant contoso.com | New-ExoMtConsentUrl -App $app -RedirectUri https://localhost

        Creates the consent URL for the tenant of a domain.

    .OUTPUTS
        ExoMt.Tenant: Organization, TenantId, Environment, ExchangeEnvironmentName, Region, RegionSubScope, LoginHost, ExchangeHost, GraphHost, InitialDomain (empty unless the name was an initial domain).

    .LINK
        Test-ExoMtTenant
    #>
    [CmdletBinding()]
    [OutputType('ExoMt.Tenant')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)]
        [Alias('Tenant', 'TenantId', 'Domain', 'CustomerId', 'CustomerTenantId', 'DefaultDomainName')]
        [AllowNull()]
        [AllowEmptyString()]
        [object[]] $Organization,

        [psobject] $App,

        [Alias('ExchangeEnvironmentName')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Environment,

        [string] $Authority,

        [string] $CertificateAuthorityPath,

        [ValidateRange(1, 512)]
        [int] $ThrottleLimit = 32,

        [switch] $Ordered,

        [ValidateRange(1, 86400)]
        [int] $TimeoutSec = 60
    )

    begin {
        Enter-ExoMtProcess $PSCmdlet
        $convert = {
            param($Found)
            foreach ($authority in $Found.unanswered) {
                Write-Warning "$($Found.organization): $authority didn't answer, so a tenant of that name may exist there too. If you know the cloud, name it in -Environment."
            }
            ConvertTo-ExoMtObject -Type 'Tenant' -Value $Found
        }
        $run = New-OperationRun -Activity 'Resolving tenants' -Convert $convert -ThrottleLimit $ThrottleLimit -TimeoutSec $TimeoutSec
        $run.Ordered = $Ordered
        $run.Lookup = Get-LookupOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters -Entry (Resolve-App -Cmdlet $PSCmdlet -Bound $PSBoundParameters -Optional $true)
    }

    process { Add-OperationTenant -Cmdlet $PSCmdlet -Run $run -InputItem $Organization }

    end { Complete-Operation -Cmdlet $PSCmdlet -Run $run }
}
