function Get-TokenCheck {
    # Returns the library's check of a token, or a failure. Compares the token with the bound
    # parameters of a command and, for a token object, with what it was requested for.
    param([object] $Token, [System.Collections.IDictionary] $Bound)

    $isToken = $null -ne $Token -and @($Token.PSObject.TypeNames) -contains 'ExoMt.Token'
    # A token object came from a server, so it is a token even if only the resource can read it.
    $expected = @{ allowUnreadable = $isToken }
    foreach ($pair in @('Organization', 'tenant'), @('AppId', 'appId'), @('Environment', 'environment'), @('Resource', 'resource')) {
        if ($Bound.ContainsKey($pair[0])) { $value = $Bound[$pair[0]] }
        elseif ($isToken) { $value = $Token.($pair[0]) }
        else { continue }
        if ($value) { $expected[$pair[1]] = [string]$value }
    }
    $bytes = Get-TokenBytes -Token $Token
    if (Test-ExoMtFailure $bytes) { return $bytes }
    try { Invoke-NativeJson -Name 'exomt_token_check' -Arguments $bytes, $expected }
    finally { [System.Array]::Clear($bytes, 0, $bytes.Length) }
}
