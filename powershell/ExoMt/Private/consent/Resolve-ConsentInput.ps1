function Resolve-ConsentInput {
    # The consent that is waited for: an object of New-ExoMtConsentUrl, or a copy of one, or a
    # table of options for a new one, or a state alone; else a failure.
    param([object] $Consent, [System.Collections.IDictionary] $Options, [string] $State, [string] $RedirectUri)

    if ($null -ne $Options) {
        $made = New-ConsentRequest -Options $Options
        if (Test-ExoMtFailure $made) { return $made }
        # A given state is not read back: JSON readers take texts that look like times for times.
        return @{ Url = $made.url; State = if ($Options.ContainsKey('state')) { $Options['state'] } else { $made.state }; RedirectUri = $made.redirectUri; Organization = $made.organization }
    }
    $found = @{ Url = ''; State = $State; RedirectUri = $RedirectUri; Organization = '' }
    if ($null -ne $Consent) {
        foreach ($name in @($found.Keys)) {
            $property = $Consent.PSObject.Properties[$name]
            if ($null -ne $property -and $property.Value) { $found[$name] = [string]$property.Value }
        }
    }
    # It is shown and may be opened: nothing but a page of the web.
    if ($found.Url -and $found.Url -notmatch '^https://[!-~]+$') {
        return New-ExoMtFailure -Name 'InvalidConsent' -Category 'InvalidArgument' -Message 'The Url of the consent to wait for is not one that begins with https://.' -Fix 'Pipe in what New-ExoMtConsentUrl gives.'
    }
    if ($found.State -and $found.RedirectUri) { return $found }
    New-ExoMtFailure -Name 'InvalidConsent' -Category 'InvalidArgument' -Message 'Nothing says which consent to wait for: it takes a state and a redirect.' -Fix 'Pipe in what New-ExoMtConsentUrl gives, or use -AppId, or give the -State that is in the URL.'
}
