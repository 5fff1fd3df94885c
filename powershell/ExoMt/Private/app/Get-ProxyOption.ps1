function Get-ProxyOption {
    # PowerShell on Linux keeps its own copy of the environment, which a library can not
    # see: so the variables are passed on. Without them Windows uses the system's proxy.
    $proxy = $null
    foreach ($value in $env:HTTPS_PROXY, $env:https_proxy, $env:ALL_PROXY, $env:all_proxy) {
        $proxy = $value
        if ($proxy) { break }
    }
    $except = $env:NO_PROXY
    if (-not $except) { $except = $env:no_proxy }
    if ($proxy) { return @{ https = $proxy; noProxy = $except } }
    if ($env:OS -ne 'Windows_NT') { return @{ https = $null } }
}
