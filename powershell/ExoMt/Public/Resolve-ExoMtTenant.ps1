function Resolve-ExoMtTenant {
    <#
    .SYNOPSIS
        Finds the tenant id and the cloud of a domain, from what Entra publishes.

    .DESCRIPTION
        Reads the public metadata of each tenant, for which no credential is needed. Returns which tenant it is, its cloud and region, and what Connect-ExchangeOnline needs for it. The hosts in the metadata decide; a host outside the Microsoft clouds is an error.

        Without -Environment it asks the clouds that can hold the tenant: for a name such as *.onmicrosoft.us or *.onsovcloud.fr that cloud; for a custom domain or an id Worldwide, the US government's and China's. A name that exists in two clouds is an error that lists them. Name a sovereign cloud by -Environment to find its tenants by a custom domain.

        An app's own cloud, authority, root certificates and proxy are used if it was made with them. You can pipe the results to all commands that accept tenants.

    .PARAMETER Organization
        The tenants: domains or tenant ids, or objects with a property Organization, TenantId, CustomerId, DefaultDomainName or Domain (the first one with a value), such as the output of Import-Csv or Get-MgContract.

    .PARAMETER App
        The app, from New-ExoMtApp. Not needed after New-ExoMtApp -Default.

    .PARAMETER Environment
        The only cloud to ask, by default every cloud that can hold the tenant: Worldwide, GCCHigh or another name that New-ExoMtApp -Environment lists.

    .PARAMETER Authority
        The one authority to ask, https://host[:port], instead of the app's: a private or a test one.

    .PARAMETER CertificateAuthorityPath
        A PEM file of root certificates to trust in addition to the system's, for a private authority or a proxy that inspects TLS.

    .PARAMETER ThrottleLimit
        How many tenants are in progress at once: 32 by default, 512 at most.

    .PARAMETER Ordered
        Returns results in the order of the input. One slow tenant then delays those behind it.

    .PARAMETER TimeoutSec
        The time limit for each tenant in seconds: 60 by default.

    .EXAMPLE
        Get-Content domains.txt | Resolve-ExoMtTenant | Group-Object Environment

        Groups customers by cloud.

    .EXAMPLE
        Resolve-ExoMtTenant contoso.com | New-ExoMtConsentUrl -App $app -RedirectUri https://localhost

        Makes the consent URL for the tenant of a domain.

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
