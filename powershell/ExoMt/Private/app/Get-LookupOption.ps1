function Get-LookupOption {
    # Returns where to look for what Entra publishes: from the bound parameters of a command,
    # else what its app was made with.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound, [System.Collections.IDictionary] $Entry)

    $own = @{ network = @{} }
    if ($Entry) { $own = $Entry['Options'] }
    $options = @{ network = Get-NetworkOption -Cmdlet $Cmdlet -Bound $Bound }
    if (-not $Bound['CertificateAuthorityPath'] -and $own['network']['certificateAuthorityPem']) { $options['network']['certificateAuthorityPem'] = $own['network']['certificateAuthorityPem'] }
    # A cloud named by the caller has nothing to do with an authority of the app, or vice versa.
    $source = if ($Bound['Environment'] -or $Bound['Authority']) { $Bound } else { $own }
    foreach ($name in 'environment', 'authority') { if ($source[$name]) { $options[$name] = [string]$source[$name] } }
    $options
}
