function New-ExoMtConsentUrl {
    <#
    .SYNOPSIS
        Creates the URL at which an admin of a customer consents to the app.

    .DESCRIPTION
        The customer's admin opens the URL in a browser and accepts. That creates the app's service principal in the customer tenant, with the permissions that the registration lists. It doesn't assign a directory role, which is a separate step.

        Keep the State of the returned object, and pass it to ConvertFrom-ExoMtConsentRedirect together with the address that the browser shows at the end. This command sends nothing.

    .PARAMETER AppId
        The application (client) id of your multi-tenant app.

    .PARAMETER App
        The app, from New-ExoMtApp. Not needed after New-ExoMtApp -Default.

    .PARAMETER Organization
        The customer's tenant: tenant id or domain. The default is 'organizations': the tenant that the admin signs in to.

    .PARAMETER RedirectUri
        Where Entra sends the response: a redirect URI exactly as it is registered for the app under Web. It has to begin with https:// or http://localhost.

    .PARAMETER State
        A text that Entra returns with the response. The default is a random text, which is safer.

    .PARAMETER Form
        AdminConsent (the default) requests consent for Exchange, AdminConsentV1 for everything that the registration lists. AuthorizePrompt is the form in articles from 2020.

    .PARAMETER Environment
        The cloud of the customer: Worldwide (default), GCCHigh or another name that New-ExoMtApp -Environment lists.

    .PARAMETER Open
        Opens the URL in the browser of this computer, for an admin who works here.

    .EXAMPLE
        New-ExoMtConsentUrl -AppId $appId -Organization contoso.onmicrosoft.com -RedirectUri https://localhost

        Creates the URL for one customer, to send to its admin.

    .EXAMPLE
        (New-ExoMtConsentUrl -App $app -RedirectUri https://localhost).Url | Set-Clipboard

        Copies a URL that works for every customer.

    .OUTPUTS
        ExoMt.ConsentUrl: Url, State, Organization, Form, Environment, AppId, RedirectUri, Scope, Notes.

    .LINK
        ConvertFrom-ExoMtConsentRedirect
    #>
    [CmdletBinding(DefaultParameterSetName = 'App')]
    [OutputType('ExoMt.ConsentUrl')]
    param(
        [Parameter(Mandatory, ParameterSetName = 'AppId')]
        [Alias('ClientId', 'ApplicationId')]
        [string] $AppId,

        [Parameter(ParameterSetName = 'App')]
        [psobject] $App,

        [Parameter(Position = 0, ValueFromPipeline)]
        [Alias('Tenant', 'TenantId', 'Domain', 'CustomerId', 'CustomerTenantId', 'DefaultDomainName')]
        [object[]] $Organization = 'organizations',

        [Parameter(Mandatory)]
        [string] $RedirectUri,

        [string] $State,

        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Form = 'AdminConsent',

        [Alias('ExchangeEnvironmentName')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Environment,

        [switch] $Open
    )

    begin {
        Enter-ExoMtProcess $PSCmdlet
        $options = Get-ConsentOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters
        $options.redirectUri = $RedirectUri
        $options.form = $Form
        if ($PSBoundParameters.ContainsKey('State')) { $options.state = $State }
    }

    process {
        foreach ($item in $Organization) {
            $name = Get-OrganizationName -InputItem $item
            if ($name -isnot [string]) {
                $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $name -TargetObject $item))
                continue
            }
            $options.organization = $name
            $made = Invoke-NativeJson -Name exomt_consent_build_url -Arguments $options
            if (Test-ExoMtFailure $made) {
                $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $made -TargetObject $name))
                continue
            }
            if ($Open) { Open-Browser -Url $made.url }
            # ConvertFrom-Json converts text that looks like a date, so the parameter is used.
            if ($State) { $made.state = $State }
            ConvertTo-ExoMtObject -Type 'ConsentUrl' -Value $made
        }
    }
}
