# Tests admin consent: the URL, and the response that comes back.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $appId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'
    $tenantId = '7e4a0001-1c2d-4e3f-8a5b-000000000001'

    function Get-Query {
        # Returns the parameters of a URL.
        param([string] $Url)
        $found = @{}
        foreach ($pair in ([uri]$Url).Query.TrimStart('?').Split('&')) {
            $name, $value = $pair.Split('=')
            $found[$name] = [uri]::UnescapeDataString($value)
        }
        $found
    }
}

Describe 'New-ExoMtConsentUrl' {
    It 'creates the URL of <Environment> in the form <Form>' -ForEach @(
        @{ Environment = 'Worldwide'; Form = 'AdminConsent'; Begins = 'https://login.microsoftonline.com/{0}/v2.0/adminconsent?'; Scope = 'https://outlook.office365.com/.default' }
        @{ Environment = 'O365USGovGCCHigh'; Form = 'AdminConsent'; Begins = 'https://login.microsoftonline.us/{0}/v2.0/adminconsent?'; Scope = 'https://outlook.office365.us/.default' }
        @{ Environment = 'DoD'; Form = 'AdminConsent'; Begins = 'https://login.microsoftonline.us/{0}/v2.0/adminconsent?'; Scope = 'https://outlook-dod.office365.us/.default' }
        @{ Environment = 'China'; Form = 'AdminConsent'; Begins = 'https://login.partner.microsoftonline.cn/{0}/v2.0/adminconsent?'; Scope = 'https://partner.outlook.cn/.default' }
        @{ Environment = 'GCC'; Form = 'AdminConsentV1'; Begins = 'https://login.microsoftonline.com/{0}/adminconsent?'; Scope = $null }
        @{ Environment = 'Worldwide'; Form = 'AuthorizePrompt'; Begins = 'https://login.microsoftonline.com/{0}/oauth2/authorize?'; Scope = 'openid profile' }
    ) {
        $made = New-ExoMtConsentUrl -AppId $appId -Organization $tenantId -RedirectUri 'https://localhost/x?y=1' -Environment $Environment -Form $Form
        $made.Url | Should -BeLike (($Begins -f $tenantId).Replace('?', '[?]') + '*')
        $query = Get-Query $made.Url
        $query.client_id | Should -Be $appId
        $query.redirect_uri | Should -Be 'https://localhost/x?y=1'
        $query.state | Should -Be $made.State
        $query.scope | Should -Be $Scope
        $query.prompt | Should -Be $(if ($Form -eq 'AuthorizePrompt') { 'admin_consent' })
        $made.Notes -join ' ' | Should -BeLike '*AADSTS500113*Cloud Application Administrator*removes*directory role*'
    }

    It 'uses the cloud of an app, and accepts one tenant, several or none' {
        $app = New-SecretApp
        $made = @($tenantId, [pscustomobject]@{ DefaultDomainName = 'contoso.onmicrosoft.com' } | New-ExoMtConsentUrl -App $app -RedirectUri https://localhost)
        $made.Organization | Should -Be $tenantId, 'contoso.onmicrosoft.com'
        $made[0].State | Should -Not -Be $made[1].State
        $made[0].Url | Should -BeLike "$($app.Authority)/*"
        (New-ExoMtConsentUrl -AppId $appId -RedirectUri http://localhost:8400).Url | Should -BeLike 'https://login.microsoftonline.com/organizations/v2.0/*'
    }

    It 'keeps a specified state unchanged' {
        $state = '2026-11-25T10:18:55Z & more'
        $made = New-ExoMtConsentUrl -AppId $appId -RedirectUri https://localhost -State $state
        $made.State | Should -BeExactly $state
        (Get-Query $made.Url).state | Should -BeExactly $state
    }

    It 'refuses <Says>' -ForEach @(
        @{ More = @{ RedirectUri = 'http://127.0.0.1:8400' }; Id = 'ExoMt.InvalidRedirectUri'; Says = '*127.0.0.1*' }
        @{ More = @{ RedirectUri = 'localhost' }; Id = 'ExoMt.InvalidRedirectUri'; Says = '*localhost*absolute*' }
        @{ More = @{ RedirectUri = 'https://localhost'; Organization = 'common' }; Id = 'ExoMt.InvalidTenant'; Says = '*common*' }
        @{ More = @{ RedirectUri = 'https://localhost'; Organization = 'a/b' }; Id = 'ExoMt.InvalidTenant'; Says = '*a/b*' }
        @{ More = @{ RedirectUri = 'https://localhost'; State = '' }; Id = 'ExoMt.InvalidState'; Says = '*state*' }
        @{ More = @{ RedirectUri = 'https://localhost'; Form = 'V3' }; Id = 'ExoMt.InvalidOptions'; Says = '*V3*' }
        @{ More = @{ RedirectUri = 'https://localhost'; Environment = 'Mars' }; Id = 'ExoMt.InvalidEnvironment'; Says = '*Mars*' }
    ) {
        $made = New-ExoMtConsentUrl -AppId $appId @More -ErrorAction SilentlyContinue -ErrorVariable failed
        $made | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -Be "$Id,New-ExoMtConsentUrl"
        $failed[0].Exception.Message | Should -BeLike $Says
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}

Describe 'ConvertFrom-ExoMtConsentRedirect' {
    It 'reads <Text> as <Outcome>' -ForEach @(
        @{ Text = 'https://localhost/?admin_consent=True&tenant={0}&state=s1&scope=x'; Outcome = 'Consented' }
        @{ Text = 'admin_consent=True&tenant={0}&state=s1'; Outcome = 'Consented' }
        @{ Text = 'https://localhost/?admin_consent=True&tenant={0}&state=s1&error=access_denied&error_description=AADSTS65004%3a+User+declined+to+consent.'; Outcome = 'Failed'; Code = 'AADSTS65004' }
        @{ Text = 'https://localhost/?error=access_denied&error_subcode=cancel&state=s1'; Outcome = 'Failed' }
        @{ Text = 'https://localhost/?admin_consent=True&tenant={0}&state=other'; Outcome = 'StateMismatch' }
        @{ Text = 'https://localhost/?admin_consent=True&tenant={0}'; Outcome = 'StateMismatch' }
        @{ Text = 'https://localhost/?state=s1'; Outcome = 'Incomplete' }
    ) {
        $answer = ConvertFrom-ExoMtConsentRedirect -Redirect ($Text -f $tenantId) -State s1
        $answer.Outcome | Should -Be $Outcome
        $answer.Code | Should -Be $Code
        $answer.StateMatches | Should -Be ($Outcome -ne 'StateMismatch')
        $answer.Fix | Should -Not -BeNullOrEmpty
        if ($Text.Contains('tenant')) { $answer.TenantId | Should -Be $tenantId }
    }

    It 'compares an empty state, but not an absent one' {
        (ConvertFrom-ExoMtConsentRedirect 'admin_consent=True&state=s').StateMatches | Should -Be $null
        (ConvertFrom-ExoMtConsentRedirect 'admin_consent=True&state=s' -State '').Outcome | Should -Be 'StateMismatch'
    }

    It 'is an error for text that is not a response: <_>' -ForEach @('', 'hello', 'https://localhost/', 'admin_consent=True&state=a&state=b') {
        $answer = ConvertFrom-ExoMtConsentRedirect -Redirect $_ -ErrorAction SilentlyContinue -ErrorVariable failed
        $answer | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -Be 'ExoMt.InvalidRedirect,ConvertFrom-ExoMtConsentRedirect'
    }

    It 'reads the response to a created URL' {
        $made = New-ExoMtConsentUrl -AppId $appId -RedirectUri https://localhost
        $back = "https://localhost/?admin_consent=True&tenant=$tenantId&state=$([uri]::EscapeDataString($made.State))"
        (ConvertFrom-ExoMtConsentRedirect $back -State $made.State).Outcome | Should -Be 'Consented'
    }
}
