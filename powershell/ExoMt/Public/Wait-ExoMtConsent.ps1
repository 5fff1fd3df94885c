function Wait-ExoMtConsent {
    <#
    .SYNOPSIS
        Waits on this computer for the response to an admin consent request.

    .DESCRIPTION
        Listens at http://localhost for the redirect that ends the consent page, shows the admin a result page, and returns the same object as ConvertFrom-ExoMtConsentRedirect. Only a response with the right state ends the wait; all other requests are rejected.

        Use this command if the admin works on this computer: the redirect leads to the computer that the browser runs on. Otherwise send the URL of New-ExoMtConsentUrl, and wait with Test-ExoMtTenant -Wait or have the admin send back the address that the browser shows at the end.

        The redirect URI has to be registered for the app under Web. http://localhost covers every port. A response isn't proof of consent: request a token.

    .PARAMETER Consent
        An object of New-ExoMtConsentUrl. Its Url, State and RedirectUri are used.

    .PARAMETER AppId
        The application (client) id of your multi-tenant app.

    .PARAMETER App
        The app, from New-ExoMtApp. Not needed after New-ExoMtApp -Default.

    .PARAMETER Organization
        The customer's tenant: tenant id or domain. The default is 'organizations': the tenant that the admin signs in to.

    .PARAMETER Environment
        The cloud of the customer: Worldwide (default), GCCHigh or another name that New-ExoMtApp -Environment lists.

    .PARAMETER Form
        AdminConsent (the default), AdminConsentV1 or AuthorizePrompt; see New-ExoMtConsentUrl.

    .PARAMETER State
        The state of a URL that was created elsewhere. With -AppId or -App, the state to use in place of a random one.

    .PARAMETER RedirectUri
        Where to listen: http://localhost, optionally with a port and a path.

    .PARAMETER TimeoutSec
        How long to wait, in seconds.

    .PARAMETER Open
        Opens the URL in the browser of this computer.

    .EXAMPLE
        Wait-ExoMtConsent -AppId $appId -Organization contoso.onmicrosoft.com -Open

        Opens the consent page and waits until the admin has finished it.

    .EXAMPLE
        New-ExoMtConsentUrl -App $app -Organization $tenantId -RedirectUri http://localhost:8400 | Wait-ExoMtConsent

        Shows the URL and waits for the response.

    .OUTPUTS
        ExoMt.ConsentAnswer: Outcome (Consented, Failed, Incomplete), TenantId, StateMatches, Error, ErrorDescription, Code, Meaning, Fix, FixedBy.

    .LINK
        New-ExoMtConsentUrl
    #>
    [CmdletBinding(DefaultParameterSetName = 'App')]
    [OutputType('ExoMt.ConsentAnswer')]
    param(
        [Parameter(Mandatory, ValueFromPipeline, ParameterSetName = 'Consent')]
        [Alias('InputObject')]
        [AllowNull()]
        [psobject] $Consent,

        [Parameter(Mandatory, ParameterSetName = 'AppId')]
        [Alias('ClientId', 'ApplicationId')]
        [string] $AppId,

        # Not used with -Consent; accepted so that $PSDefaultParameterValues can set it.
        [Parameter(ParameterSetName = 'App')]
        [Parameter(ParameterSetName = 'Consent')]
        [psobject] $App,

        [Parameter(ParameterSetName = 'AppId', Position = 0)]
        [Parameter(ParameterSetName = 'App', Position = 0)]
        [Alias('Tenant', 'TenantId', 'Domain', 'CustomerId', 'CustomerTenantId', 'DefaultDomainName')]
        [object] $Organization = 'organizations',

        [Alias('ExchangeEnvironmentName')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Environment,

        [Parameter(ParameterSetName = 'AppId')]
        [Parameter(ParameterSetName = 'App')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Form = 'AdminConsent',

        [Parameter(ParameterSetName = 'AppId')]
        [Parameter(ParameterSetName = 'App')]
        [string] $State,

        [Parameter(ParameterSetName = 'AppId')]
        [Parameter(ParameterSetName = 'App')]
        [string] $RedirectUri = 'http://localhost:8400',

        [ValidateRange(1, 86400)]
        [int] $TimeoutSec = 300,

        [switch] $Open
    )

    begin { Enter-ExoMtProcess $PSCmdlet }

    process {
        $options = $null
        # -State without an app belongs to a URL that was created elsewhere.
        if ($PSCmdlet.ParameterSetName -ne 'Consent') { $options = Get-ConsentOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters -Optional ($PSBoundParameters.ContainsKey('State')) }
        if ($null -ne $options) {
            $options.redirectUri = $RedirectUri
            $options.form = $Form
            $options.organization = Get-OrganizationName -InputItem $Organization
            if ($PSBoundParameters.ContainsKey('State')) { $options.state = $State }
        }
        $name = ''
        $answer = if ($null -ne $options -and (Test-ExoMtFailure $options.organization)) { $options.organization } else { Resolve-ConsentInput -Consent $Consent -Options $options -State $State -RedirectUri $RedirectUri }
        if (-not (Test-ExoMtFailure $answer)) {
            $name = $answer.Organization
            $answer = Wait-ConsentAnswer -Consent $answer -TimeoutSec $TimeoutSec -Open ([bool]$Open)
        }
        if (-not (Test-ExoMtFailure $answer)) { return $answer }
        $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $answer -TargetObject $(if ($name -and $name -ne 'organizations') { $name })))
    }
}
