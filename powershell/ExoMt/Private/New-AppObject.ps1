function New-AppObject {
    # An app from the bound parameters of a command, with its entry in the shared table.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound)

    Clear-DeadApp
    $options = @{ appId = [string]$Bound['AppId']; sendCertificateChain = [bool]$Bound['SendCertificateChain'] }
    if ($Bound['Environment']) { $options.environment = [string]$Bound['Environment'] }
    if ($Bound['Authority']) { $options.authority = [string]$Bound['Authority'] }
    if ($Bound['CertificateAuthorityPath']) {
        $options.certificateAuthorityPem = [System.Text.Encoding]::UTF8.GetString((Read-ExoMtFile -Cmdlet $Cmdlet -Path $Bound['CertificateAuthorityPath'] -Parameter 'CertificateAuthorityPath'))
    }
    $proxy = Get-ProxyOption
    if ($proxy) { $options.proxy = $proxy }

    $credential = New-NativeCredential -Cmdlet $Cmdlet -Bound $Bound
    $handle = [uint64]0
    $failure = [uint64]0
    try {
        $json = ConvertTo-JsonBytes -Value $options
        Assert-NativeStatus -Cmdlet $Cmdlet -Status ($script:Native::exomt_app_new($json, [uintptr][uint64]$json.Length, $credential.Handle, [ref]$handle, [ref]$failure)) -ErrorBuffer $failure
    }
    finally { $null = $script:Native::exomt_credential_free($credential.Handle) }

    $buffer = [uint64]0
    Assert-NativeStatus -Cmdlet $Cmdlet -Status ($script:Native::exomt_app_info($handle, [ref]$buffer, [ref]$failure)) -ErrorBuffer $failure
    $info = Read-NativeJson -Buffer $buffer
    $certificate = $info.credential.certificate
    $app = [pscustomobject]@{
        PSTypeName            = 'ExoMt.App'
        AppId                 = $info.appId
        Environment           = $info.environment
        Authority             = $info.authority
        CredentialType        = $info.credential.kind
        CertificateSubject    = if ($certificate) { $certificate.subject }
        CertificateThumbprint = if ($certificate) { $certificate.thumbprint }
        CertificateNotAfter   = if ($certificate) { ConvertTo-DateTimeOffset -Value $certificate.notAfter }
    }
    $entry = @{ Handle = $handle; Certificate = $credential.Certificate; Assertion = $credential.Assertion; Environment = $info.environment }
    $script:Shared.Apps.Add($app, $entry)
    $script:OwnApps[$handle] = [System.WeakReference]::new($app)
    @{ App = $app; Warnings = @($info.credential.warnings) }
}
