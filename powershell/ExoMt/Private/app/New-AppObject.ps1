function New-AppObject {
    # Creates an app from the bound parameters of a command. Returns its entry in the shared table.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound)

    if ($script:OwnApps.Count -ne 0) { Clear-DeadHandle -Table $script:OwnApps -Free 'exomt_app_free' }
    $options = @{ appId = [string]$Bound['AppId']; sendCertificateChain = [bool]$Bound['SendCertificateChain'] }
    if ($Bound['Environment']) { $options['environment'] = [string]$Bound['Environment'] }
    if ($Bound['Authority']) { $options['authority'] = [string]$Bound['Authority'] }
    if ($Bound['ConnectionUri']) { $options['connectionUri'] = [string]$Bound['ConnectionUri'] }
    $options['network'] = Get-NetworkOption -Cmdlet $Cmdlet -Bound $Bound

    $credential = New-NativeCredential -Cmdlet $Cmdlet -Bound $Bound
    $handle = 0
    $failure = 0
    try {
        $json = ConvertTo-JsonBytes -Value $options
        $status = $script:Native::exomt_app_new($json, $json.Length, $credential['Handle'], [ref]$handle, [ref]$failure)
        if ($status -ne 0) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (Get-NativeFailure -Status $status -ErrorBuffer $failure) }
    }
    finally { $null = $script:Native::exomt_credential_free($credential['Handle']) }

    $buffer = 0
    $status = $script:Native::exomt_app_describe_record($handle, [ref]$buffer, [ref]$failure)
    if ($status -ne 0) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (Get-NativeFailure -Status $status -ErrorBuffer $failure) }
    $appId, $environment, $authority, $connectionUri, $kind, $subject, $thumbprint, $notAfter, $warnings = [System.Text.Encoding]::UTF8.GetString((Read-NativeBuffer -Buffer $buffer)).Split("`t")
    if ($warnings) { foreach ($warning in ConvertFrom-Json -InputObject $warnings) { Write-Warning "$($warning.message) $($warning.fix)" } }
    $app = [pscustomobject]@{
        PSTypeName            = 'ExoMt.App'
        AppId                 = $appId
        Environment           = $environment
        Authority             = $authority
        ConnectionUri         = if ($connectionUri) { $connectionUri }
        CredentialType        = $kind
        CertificateSubject    = if ($subject) { $subject }
        CertificateThumbprint = if ($thumbprint) { $thumbprint }
        CertificateNotAfter   = if ($notAfter) { [System.Xml.XmlConvert]::ToDateTimeOffset($notAfter) }
    }
    $entry = @{ App = $app; Handle = $handle; Options = $options; Certificate = $credential['Certificate']; Assertion = $credential['Assertion']; Environment = $environment; Endpoint = @{ Authority = $authority; ConnectionUri = $connectionUri } }
    $script:Shared['Apps'].Add($app, $entry)
    $script:OwnApps[$handle] = [System.WeakReference]::new($app)
    $entry
}
