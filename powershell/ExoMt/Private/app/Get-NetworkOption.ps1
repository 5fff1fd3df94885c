function Get-NetworkOption {
    # Returns the root certificates and the proxy for requests. PowerShell on Linux keeps its own
    # copy of the environment, which a library can't see, so this passes the proxy variables on.
    # Without them, Windows uses the system's proxy.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound)

    $network = @{}
    if ($Bound['CertificateAuthorityPath']) {
        $network['certificateAuthorityPem'] = [System.Text.Encoding]::UTF8.GetString((Read-ExoMtFile -Cmdlet $Cmdlet -Path $Bound['CertificateAuthorityPath'] -Parameter 'CertificateAuthorityPath'))
    }
    $proxy = $null
    foreach ($value in $env:HTTPS_PROXY, $env:https_proxy, $env:ALL_PROXY, $env:all_proxy) {
        $proxy = $value
        if ($proxy) { break }
    }
    $except = $env:NO_PROXY
    if (-not $except) { $except = $env:no_proxy }
    if ($proxy) { $network['proxy'] = @{ https = $proxy; noProxy = $except } }
    elseif ($env:OS -ne 'Windows_NT') { $network['proxy'] = @{ https = $null } }
    $network
}
