function Get-LookupOption {
    # Returns where to look for what Entra publishes: from the bound parameters of a command,
    # else as its app was told.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound, [System.Collections.IDictionary] $Entry)

    $own = @{}
    if ($Entry) { $own = $Entry['Options'] }
    $network = @{}
    if ($Bound['CertificateAuthorityPath']) { $network['certificateAuthorityPem'] = [System.Text.Encoding]::UTF8.GetString((Read-ExoMtFile -Cmdlet $Cmdlet -Path $Bound['CertificateAuthorityPath'] -Parameter 'CertificateAuthorityPath')) }
    elseif ($own['network'] -and $own['network']['certificateAuthorityPem']) { $network['certificateAuthorityPem'] = $own['network']['certificateAuthorityPem'] }
    $proxy = Get-ProxyOption
    if ($proxy) { $network['proxy'] = $proxy }
    $options = @{ network = $network }
    foreach ($name in 'environment', 'authority') {
        # A cloud given here belongs to no authority of the app, nor the other way round.
        if ($Bound[$name]) { $options[$name] = [string]$Bound[$name] }
        elseif ($own[$name] -and -not $Bound['Environment'] -and -not $Bound['Authority']) { $options[$name] = $own[$name] }
    }
    $options
}
