function Resolve-ExoMtTenant {
    <#
    .SYNOPSIS
        Finds the tenant id and the cloud of a domain, from what Entra publishes.

    .DESCRIPTION
        Reads the public metadata of each tenant (no app and no credential is needed) and says
        which tenant it is, in which cloud and region, and what Connect-ExchangeOnline needs to
        be told of that. The hosts in the metadata decide; hosts that belong to no Microsoft
        cloud are refused.

        Without -Environment the clouds that can have the tenant are asked: those of the ending
        (onmicrosoft.us, onsovcloud.fr, ...), for a custom domain or an id Worldwide, the US
        government's and China's. A name that exists in two clouds is an error that names them.
        A sovereign cloud's tenant is found by a custom domain when -Environment names the cloud.

        The results can be piped to all other commands that take tenants.

    .PARAMETER Organization
        The tenants: domains or tenant ids, or objects with a column Organization, TenantId,
        CustomerId, DefaultDomainName or Domain (the first that is filled).

    .PARAMETER App
        An app of New-ExoMtApp, whose cloud, authority, root certificates and proxy are used. Not
        needed: without it, and without a default app, the clouds are asked as described above.

    .PARAMETER Environment
        The only cloud to ask, by default every cloud that can have the tenant: Worldwide, GCC, GCCHigh, DoD, China, Bleu, Delos, GovSG, or the name that Connect-ExchangeOnline uses, such as O365USGovGCCHigh.

    .PARAMETER Authority
        The one authority to ask, https://host[:port]: a private or a test one.

    .PARAMETER CertificateAuthorityPath
        A PEM file of root certificates to trust beside the system's.

    .PARAMETER ThrottleLimit
        How many tenants are looked up at once: 32 unless said otherwise.

    .PARAMETER TimeoutSec
        How long each tenant may take: 60 unless said otherwise.

    .PARAMETER Ordered
        Gives the tenants in the order of the input. One slow tenant then holds up those behind it.

    .EXAMPLE
        Resolve-ExoMtTenant contoso.com

        Shows the tenant id and the cloud of a domain.

    .EXAMPLE
        Get-Content domains.txt | Resolve-ExoMtTenant | Group-Object Environment

        Sorts customers by their clouds.

    .EXAMPLE
        Resolve-ExoMtTenant contoso.com | New-ExoMtConsentUrl -App $app -RedirectUri https://localhost

        Makes the consent URL with the tenant that a domain belongs to.

    .OUTPUTS
        ExoMt.Tenant: Organization, TenantId, Environment, ExchangeEnvironmentName, Region,
        RegionSubScope, LoginHost, ExchangeHost, GraphHost, InitialDomain (empty unless the name
        was an initial domain).

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
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue -Parameter $args[1] -Word $args[2] } @args })]
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
        Enter-ExoMtProcess
        foreach ($preference in Get-CallerPreference -Cmdlet $PSCmdlet -Bound $PSBoundParameters) {
            Set-Variable -Name $preference.Name -Value $preference.Value
        }
        Clear-DeadOperation
        $run = New-OperationRun -Activity 'Resolving tenants' -Convert 'ConvertTo-Tenant' -ThrottleLimit $ThrottleLimit -TimeoutSec $TimeoutSec
        $run.Ordered = $Ordered
        $run.Lookup = Get-LookupOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters -Entry (Resolve-App -Cmdlet $PSCmdlet -Bound $PSBoundParameters -Optional $true)
    }

    process {
        $whole = $false
        try {
            # A loop would pass over a null, which comes from a property that is not there.
            if ($null -eq $Organization) { $Organization = , $null }
            foreach ($item in $Organization) { Add-OperationTenant -Cmdlet $PSCmdlet -Run $run -InputItem $item }
            $whole = $true
        }
        finally { if (-not $whole) { Stop-TokenOperation -Run $run } }
    }

    end {
        try { Complete-Operation -Cmdlet $PSCmdlet -Run $run }
        finally { Stop-TokenOperation -Run $run }
    }
}
