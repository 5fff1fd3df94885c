function Resolve-ConsentInput {
    # Returns the consent to wait for as a hashtable with Url, State, RedirectUri and Organization, or
    # a failure. The source is options for a new URL, an object from New-ExoMtConsentUrl or a copy
    # of one, or only a state.
    param([object] $Consent, [System.Collections.IDictionary] $Options, [string] $State, [string] $RedirectUri)

    if ($null -ne $Options) {
        $made = Invoke-NativeJson -Name exomt_consent_build_url -Arguments $Options
        if (Test-ExoMtFailure $made) { return $made }
        # ConvertFrom-Json converts text that looks like a date, so the option is used.
        return @{ Url = $made.url; State = if ($Options.ContainsKey('state')) { $Options['state'] } else { $made.state }; RedirectUri = $made.redirectUri; Organization = $made.organization }
    }
    $found = @{ Url = ''; State = $State; RedirectUri = $RedirectUri; Organization = '' }
    if ($null -ne $Consent) {
        foreach ($name in @($found.Keys)) {
            $property = $Consent.PSObject.Properties[$name]
            if ($null -ne $property -and $property.Value) { $found[$name] = [string]$property.Value }
        }
    }
    # A browser may open the URL, so it has to be a web address.
    if ($found.Url -and $found.Url -notmatch '^https://[!-~]+$') {
        return New-ExoMtFailure -Name 'InvalidConsent' -Category 'InvalidArgument' -Message "The consent's Url doesn't begin with https://." -Fix 'Pipe in an object of New-ExoMtConsentUrl.'
    }
    if ($found.State -and $found.RedirectUri) { return $found }
    New-ExoMtFailure -Name 'InvalidConsent' -Category 'InvalidArgument' -Message 'The consent to wait for is not known: its state or its redirect is missing.' -Fix 'Pipe in an object of New-ExoMtConsentUrl, or use -AppId, or specify the -State of the URL.'
}
