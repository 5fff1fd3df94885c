function Get-ProxyOption {
    # PowerShell on Linux keeps its own copy of the environment, which a library can not
    # see: so the variables are passed on. Without them Windows uses the system's proxy.
    $proxy = $null
    foreach ($name in 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy') {
        $proxy = [System.Environment]::GetEnvironmentVariable($name)
        if ($proxy) { break }
    }
    $except = [System.Environment]::GetEnvironmentVariable('NO_PROXY')
    if (-not $except) { $except = [System.Environment]::GetEnvironmentVariable('no_proxy') }
    if ($proxy) { return @{ https = $proxy; noProxy = $except } }
    if ([System.IO.Path]::DirectorySeparatorChar -eq '/') { return @{ https = $null } }
}
