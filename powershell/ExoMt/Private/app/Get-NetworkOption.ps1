function Get-NetworkOption {
    # Trust and proxy for requests that belong to no app.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound)

    $network = @{}
    if ($Bound['CertificateAuthorityPath']) {
        $network.certificateAuthorityPem = [System.Text.Encoding]::UTF8.GetString((Read-ExoMtFile -Cmdlet $Cmdlet -Path $Bound['CertificateAuthorityPath'] -Parameter 'CertificateAuthorityPath'))
    }
    $proxy = Get-ProxyOption
    if ($proxy) { $network.proxy = $proxy }
    $network
}
