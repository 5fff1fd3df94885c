function Test-ExoMtTenant {
    <#
    .SYNOPSIS
        Says whether customer tenants are ready for your app, and if not the one thing to mend.

    .DESCRIPTION
        Climbs a ladder for each tenant, and says of each rung how it stands, what shows it, how
        to mend it (portal, Graph PowerShell and Azure CLI, ready to paste) and who can do it:

        Tenant            the tenant exists
        Cloud             it is in the cloud that the app asks
        ServicePrincipal  the app has a service principal there and gets a token: consent
        AppRole           the token has the permission Exchange.ManageAsApp
        DirectoryRole     a directory role that Exchange supports, or an Exchange role group
        Probe             Exchange Online has run a command (only with -Probe)
        InitialDomain     the name to connect with is the initial domain, so that writes work

        Tokens are asked for anew, whatever the cache has. A tenant that is not ready is an
        object, not an error. The first rung that failed is in BlockedBy, and its remedy in Fix
        and FixedBy.

        -Wait looks again until the tenant is ready: a consent or a role that was just given
        takes minutes to arrive.

    .PARAMETER Organization
        The tenants: domains or tenant ids, or objects with a column Organization, TenantId,
        CustomerId, DefaultDomainName or Domain (the first that is filled).

    .PARAMETER App
        The app, from New-ExoMtApp. Not needed after New-ExoMtApp -Default.

    .PARAMETER Resource
        What the app is to be used for: Exchange (default) or Compliance.

    .PARAMETER Probe
        Lets Exchange Online itself run a command that reads. It is the only proof for an app
        in an Exchange role group, and finds the initial domain. The way of asking is the one
        that Microsoft's module uses, and is not documented.

    .PARAMETER ProbeCommand
        The command of the probe: Get-AcceptedDomain unless said otherwise. A narrow role group
        may allow another one only.

    .PARAMETER RedirectUri
        A redirect that is registered for the app, for the consent URL among the steps.

    .PARAMETER Wait
        Looks again until each tenant is ready, until waiting can not help, or the time is over.

    .PARAMETER TimeoutSec
        With -Wait how long to wait for all: 900 unless said otherwise. Without it how long each
        tenant may take: 120.

    .PARAMETER RetryIntervalSec
        With -Wait the time between two looks: 15 unless said otherwise.

    .PARAMETER ThrottleLimit
        How many tenants are looked at at once: 32 unless said otherwise.

    .PARAMETER Ordered
        Gives the tenants in the order of the input. One slow tenant then holds up those behind it.

    .EXAMPLE
        Test-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Probe | Format-List

        Shows whether a tenant is ready, and what is missing.

    .EXAMPLE
        Get-Content tenants.txt | Test-ExoMtTenant -App $app | Where-Object Verdict -ne Ready

        Shows the customers that are not ready, with what to mend and who does it.

    .EXAMPLE
        (Test-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com).Rungs | Where-Object State -eq Failed | Select-Object -ExpandProperty Steps

        Gives the lines to paste for what has failed.

    .EXAMPLE
        Test-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Probe -Wait -TimeoutSec 1800

        Waits up to half an hour until a role that was just assigned has arrived.

    .OUTPUTS
        ExoMt.TenantReadiness: Organization, TenantId, Environment, AppId, ObjectId, Verdict
        (Ready, Warning, NotReady, Unknown), Verified, InitialDomain, BlockedBy, Message, Fix,
        FixedBy, CanWait, Rungs (Name, State, Message, Evidence, Fix, FixedBy, Steps), TokenId,
        CorrelationId, CheckedOn.

    .LINK
        Export-ExoMtTenantReport
    #>
    [CmdletBinding()]
    [OutputType('ExoMt.TenantReadiness')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)]
        [Alias('Tenant', 'TenantId', 'Domain', 'CustomerId', 'CustomerTenantId', 'DefaultDomainName')]
        [AllowNull()]
        [AllowEmptyString()]
        [object[]] $Organization,

        [psobject] $App,

        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue -Parameter $args[1] -Word $args[2] } @args })]
        [string] $Resource = 'Exchange',

        [switch] $Probe,

        [string] $ProbeCommand,

        [string] $RedirectUri,

        [switch] $Wait,

        [Alias('Timeout')]
        [ValidateRange(1, 86400)]
        [int] $TimeoutSec,

        [ValidateRange(1, 3600)]
        [int] $RetryIntervalSec = 15,

        [ValidateRange(1, 512)]
        [int] $ThrottleLimit = 32,

        [switch] $Ordered
    )

    begin {
        Enter-ExoMtProcess
        foreach ($preference in Get-CallerPreference -Cmdlet $PSCmdlet -Bound $PSBoundParameters) {
            Set-Variable -Name $preference.Name -Value $preference.Value
        }
        Clear-DeadOperation
        if (-not $PSBoundParameters.ContainsKey('TimeoutSec')) { $TimeoutSec = if ($Wait) { 900 } else { 120 } }
        $run = New-OperationRun -Activity 'Looking at tenants' -Convert 'ConvertTo-TenantReadiness' -Resource $Resource -ThrottleLimit $ThrottleLimit -TimeoutSec $TimeoutSec
        $run.Ordered = $Ordered
        $run.App = Resolve-App -Cmdlet $PSCmdlet -Bound $PSBoundParameters
        # A command that is named is one that is wanted.
        $run.Readiness = @{ probe = [bool]($Probe -or $ProbeCommand) }
        if ($ProbeCommand) { $run.Readiness.probeCommand = $ProbeCommand }
        if ($RedirectUri) { $run.Readiness.redirectUri = $RedirectUri }
        $waiting = [System.Collections.Generic.List[object]]::new()
    }

    process {
        $whole = $false
        try {
            # A loop would pass over a null, which comes from a property that is not there.
            if ($null -eq $Organization) { $Organization = , $null }
            foreach ($item in $Organization) {
                if ($Wait) { $waiting.Add($item) } else { Add-OperationTenant -Cmdlet $PSCmdlet -Run $run -InputItem $item }
            }
            $whole = $true
        }
        finally { if (-not $whole) { Stop-TokenOperation -Run $run } }
    }

    end {
        try {
            if ($Wait) { Wait-TenantReadiness -Cmdlet $PSCmdlet -Run $run -Tenant @($waiting) -TimeoutSec $TimeoutSec -RetryIntervalSec $RetryIntervalSec }
            else { Complete-Operation -Cmdlet $PSCmdlet -Run $run }
        }
        finally { Stop-TokenOperation -Run $run }
    }
}
