function Resolve-ConsentPlace {
    # Where a redirect leads on this computer: port, path, and what a browser writes into Host;
    # or a failure.
    param([string] $RedirectUri)

    $uri = $null
    $isHere = [uri]::TryCreate($RedirectUri, [System.UriKind]::Absolute, [ref]$uri) -and $uri.Scheme -eq 'http' -and $uri.Host -eq 'localhost' -and $uri.Port -gt 0 -and -not $uri.UserInfo -and -not $uri.Fragment
    if (-not $isHere) {
        return New-ExoMtFailure -Name 'InvalidRedirectUri' -Category 'InvalidArgument' -Message "'$(ConvertTo-CleanLine -Text $RedirectUri)' is no redirect that can be waited for here: that has to be http://localhost[:port][/path]." -Fix 'Use http://localhost:8400, and register http://localhost for the app under Web; Entra takes no 127.0.0.1 there, and this computer has no certificate for https.'
    }
    $hosts = @("localhost:$($uri.Port)")
    if ($uri.IsDefaultPort) { $hosts += 'localhost' }
    @{ Port = $uri.Port; Path = $uri.AbsolutePath; Hosts = $hosts }
}
