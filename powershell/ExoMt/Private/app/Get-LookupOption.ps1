function Get-LookupOption {
    # Returns the options for reading Entra's public metadata: those in the bound parameters of a
    # command, or else those that its app was created with.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound, [System.Collections.IDictionary] $Entry)

    $own = @{ network = @{} }
    if ($Entry) { $own = $Entry['Options'] }
    $options = @{ network = Get-NetworkOption -Cmdlet $Cmdlet -Bound $Bound }
    if (-not $Bound['CertificateAuthorityPath'] -and $own['network']['certificateAuthorityPem']) { $options['network']['certificateAuthorityPem'] = $own['network']['certificateAuthorityPem'] }
    # If the caller specifies a cloud or an authority, neither comes from the app: mixing the two
    # sources could combine one cloud with another's authority.
    $source = if ($Bound['Environment'] -or $Bound['Authority']) { $Bound } else { $own }
    foreach ($name in 'environment', 'authority') { if ($source[$name]) { $options[$name] = [string]$source[$name] } }
    $options
}
