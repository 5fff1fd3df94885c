function Get-Expectation {
    # Returns what a token is compared with: what the caller says and, for a token object, what it
    # was requested for.
    param([object] $Token, [System.Collections.IDictionary] $Bound)

    $names = @{ Organization = 'tenant'; AppId = 'appId'; Environment = 'environment'; Resource = 'resource' }
    $isToken = $null -ne $Token -and @($Token.PSObject.TypeNames) -contains 'ExoMt.Token'
    # What a server issued is a token, even if only the resource can read it.
    $expected = @{ tenant = $null; allowUnreadable = $isToken }
    foreach ($name in $names.GetEnumerator()) {
        if ($Bound.ContainsKey($name.Key)) { $value = $Bound[$name.Key] }
        elseif ($isToken) { $value = $Token.($name.Key) }
        else { continue }
        if ($value) { $expected[$name.Value] = [string]$value }
    }
    $expected
}
