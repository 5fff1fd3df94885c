function Test-ExoMtTenant {
    <#
    .SYNOPSIS
        Checks whether customer tenants are ready for your app, and if not, reports what to fix.

    .DESCRIPTION
        Runs a ladder of checks for each tenant. For each rung it reports the state, the evidence, the fix (portal, Graph PowerShell and Azure CLI, ready to paste) and who can apply it:

        Tenant            the tenant exists
        Cloud             it is in the app's cloud
        ServicePrincipal  an admin consented: the app has a service principal and gets a token
        AppRole           the token has the application permission Exchange.ManageAsApp
        DirectoryRole     a directory role that Exchange supports, or an Exchange role group
        Probe             Exchange Online ran a command (only with -Probe)
        InitialDomain     the name to connect with is the initial domain, so that writes work

        It always requests new tokens. A tenant that isn't ready is a result, not an error: BlockedBy names the first rung that failed, Fix says what to do, and FixedBy who can do it.

        -Wait checks again until the tenant is ready: a new consent or role takes minutes to become effective.

    .PARAMETER Organization
        The tenants: domains or tenant ids, or objects with a property Organization, TenantId, CustomerId, DefaultDomainName or Domain (the first one with a value), such as the output of Import-Csv or Get-MgContract.

    .PARAMETER App
        The app, from New-ExoMtApp. Not needed after New-ExoMtApp -Default.

    .PARAMETER Resource
        What the app is for: Exchange (default) or Compliance.

    .PARAMETER Probe
        Runs a read-only command in Exchange Online. This is the only proof that an Exchange role group grants access, and it finds the initial domain. The request is the one that Microsoft's own module sends, which isn't documented.

    .PARAMETER ProbeCommand
        The command of the probe: Get-AcceptedDomain by default. A restricted role group may allow only another command.

    .PARAMETER RedirectUri
        A redirect URI that is registered for the app, for the consent URL among the steps.

    .PARAMETER Wait
        Checks again until each tenant is ready, until waiting can't help, or until time runs out.

    .PARAMETER TimeoutSec
        With -Wait the time limit for all tenants in seconds: 900 by default. Without it the limit for each tenant: 120.

    .PARAMETER RetryIntervalSec
        With -Wait the seconds between two checks: 15 by default.

    .PARAMETER ThrottleLimit
        How many tenants are in progress at once: 32 by default, 512 at most.

    .PARAMETER Ordered
        Returns results in the order of the input. A slow tenant then delays the results after it.

    .EXAMPLE
        Test-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Probe | Format-List

        Shows whether a tenant is ready, and what is missing.

    .EXAMPLE
        Get-Content tenants.txt | Test-ExoMtTenant | Where-Object Verdict -ne Ready

        Shows the customers that aren't ready, what to fix and who can fix it.

    .EXAMPLE
        (Test-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com).Rungs | Where-Object State -eq Failed | Select-Object -ExpandProperty Steps

        Shows the commands that fix what failed.

    .EXAMPLE
        Test-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Probe -Wait -TimeoutSec 1800

        Waits up to half an hour for a role that was just assigned.

    .OUTPUTS
        ExoMt.TenantReadiness: Organization, TenantId, Environment, AppId, ObjectId, Verdict (Ready, Warning, NotReady, Unknown), Verified, InitialDomain, BlockedBy, Message, Fix, FixedBy, CanWait, Rungs (Name, State, Message, Evidence, Fix, FixedBy, Steps), TokenId, CorrelationId, CheckedOn.

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

        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
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
        Enter-ExoMtProcess $PSCmdlet
        if (-not $PSBoundParameters.ContainsKey('TimeoutSec')) { $TimeoutSec = if ($Wait) { 900 } else { 120 } }
        $run = New-OperationRun -Activity 'Checking tenants' -Convert { ConvertTo-ExoMtObject -Type 'TenantReadiness' -Value $args[0] } -Resource $Resource -ThrottleLimit $ThrottleLimit -TimeoutSec $TimeoutSec
        $run.Ordered = $Ordered
        $run.App = Resolve-App -Cmdlet $PSCmdlet -Bound $PSBoundParameters
        # -ProbeCommand implies -Probe.
        $run.Readiness = @{ probe = [bool]($Probe -or $ProbeCommand) }
        if ($ProbeCommand) { $run.Readiness.probeCommand = $ProbeCommand }
        if ($RedirectUri) { $run.Readiness.redirectUri = $RedirectUri }
        $waiting = [System.Collections.Generic.List[object]]::new()
    }

    process {
        if (-not $Wait) { return Add-OperationTenant -Cmdlet $PSCmdlet -Run $run -InputItem $Organization }
        if ($null -eq $Organization) { $waiting.Add($null) } else { $waiting.AddRange($Organization) }
    }

    end {
        if ($Wait) { Wait-TenantReadiness -Cmdlet $PSCmdlet -Run $run -Tenant @($waiting) -TimeoutSec $TimeoutSec -RetryIntervalSec $RetryIntervalSec }
        else { Complete-Operation -Cmdlet $PSCmdlet -Run $run }
    }
}
