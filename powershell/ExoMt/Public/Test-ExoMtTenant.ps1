function Test-ExoMtTenant {
    <#
    .SYNOPSIS
        Tests whether customer tenants are ready for your app, and says what to fix first.

    .DESCRIPTION
        Checks each tenant rung by rung, like a ladder. Each rung has its state, the evidence, how
        to fix it (portal, Graph PowerShell and Azure CLI, ready to paste) and who can do it:

        Tenant            the tenant exists
        Cloud             the tenant is in the app's cloud
        ServicePrincipal  the app has a service principal in it and gets a token: consent
        AppRole           the token has the permission Exchange.ManageAsApp
        DirectoryRole     a directory role that Exchange supports, or an Exchange role group
        Probe             Exchange Online has run a command (only with -Probe)
        InitialDomain     the name to connect with is the initial domain, so that writes work

        Always requests a new token; the cache is not used. A tenant that is not ready is an
        object, not an error. BlockedBy is the first rung that failed; Fix and FixedBy say what to
        do about it and who can do it.

        -Wait repeats the checks until the tenant is ready: a new consent or role takes minutes to
        arrive.

    .PARAMETER Organization
        The tenants: domains or tenant ids, or objects with a column Organization, TenantId,
        CustomerId, DefaultDomainName or Domain (the first that is filled).

    .PARAMETER App
        The app, from New-ExoMtApp. Not needed after New-ExoMtApp -Default.

    .PARAMETER Resource
        What the app is used for: Exchange (default) or Compliance.

    .PARAMETER Probe
        Lets Exchange Online itself run a command that reads. It is the only proof for an app
        in an Exchange role group, and finds the initial domain. It uses the undocumented
        endpoint of Microsoft's own module.

    .PARAMETER ProbeCommand
        The command of the probe. The default is Get-AcceptedDomain. A narrow role group may allow
        only another one.

    .PARAMETER RedirectUri
        A redirect URI that is registered for the app, for the consent URL in the steps.

    .PARAMETER Wait
        Repeats the checks until each tenant is ready, until waiting cannot help, or until the
        time limit.

    .PARAMETER TimeoutSec
        With -Wait, how long to wait for all tenants; the default is 900. Without it, how long each
        tenant can take; the default is 120.

    .PARAMETER RetryIntervalSec
        With -Wait, the time between two checks. The default is 15.

    .PARAMETER ThrottleLimit
        How many tenants are checked at the same time. The default is 32.

    .PARAMETER Ordered
        Returns the tenants in the order of the input. A slow tenant then delays those after it.

    .EXAMPLE
        Test-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Probe | Format-List

        Shows whether a tenant is ready, and what is missing.

    .EXAMPLE
        Get-Content tenants.txt | Test-ExoMtTenant -App $app | Where-Object Verdict -ne Ready

        Shows the customers that are not ready, with what to fix and who can fix it.

    .EXAMPLE
        (Test-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com).Rungs | Where-Object State -eq Failed | Select-Object -ExpandProperty Steps

        Returns the lines to paste for the rungs that failed.

    .EXAMPLE
        Test-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Probe -Wait -TimeoutSec 1800

        Waits up to half an hour until a newly assigned role has arrived.

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
        $run = New-OperationRun -Activity 'Checking tenants' -Convert 'ConvertTo-TenantReadiness' -Resource $Resource -ThrottleLimit $ThrottleLimit -TimeoutSec $TimeoutSec
        $run.Ordered = $Ordered
        $run.App = Resolve-App -Cmdlet $PSCmdlet -Bound $PSBoundParameters
        # Naming a command requests the probe.
        $run.Readiness = @{ probe = [bool]($Probe -or $ProbeCommand) }
        if ($ProbeCommand) { $run.Readiness.probeCommand = $ProbeCommand }
        if ($RedirectUri) { $run.Readiness.redirectUri = $RedirectUri }
        $waiting = [System.Collections.Generic.List[object]]::new()
    }

    process {
        $whole = $false
        try {
            # A loop would skip a null, which an empty property of an object is.
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
