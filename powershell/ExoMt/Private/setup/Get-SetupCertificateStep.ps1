function Get-SetupCertificateStep {
    # The step that makes the certificate.
    param([System.Collections.IDictionary] $Values)

    $graph = @'
if ($env:OS -eq 'Windows_NT') {
    # The key can sign with PSS and can not leave this account; without -KeyExportPolicy it could.
    $made = New-SelfSignedCertificate -Subject {{psSubject}} -CertStoreLocation Cert:\CurrentUser\My -KeyAlgorithm RSA -KeyLength 2048 -HashAlgorithm SHA256 -KeyUsage DigitalSignature -KeyExportPolicy NonExportable -NotAfter (Get-Date).AddYears({{years}}) -ErrorAction Stop
    $certificate = Get-Item -LiteralPath "Cert:\CurrentUser\My\$($made.Thumbprint)" -ErrorAction Stop
    $credential = "-CertificateThumbprint $($certificate.Thumbprint)"
}
else {
    $keyFile = Join-Path (Get-Location).ProviderPath '{{keyFile}}'
    $certificateFile = Join-Path (Get-Location).ProviderPath '{{certificateFile}}'
    if ((Test-Path -LiteralPath $keyFile) -or (Test-Path -LiteralPath $certificateFile)) { throw "$keyFile or $certificateFile exists already." }
    & openssl req -x509 -newkey rsa:2048 -sha256 -nodes -days {{days}} -utf8 -subj {{psOpenSslSubject}} -keyout $keyFile -out $certificateFile
    if ($LASTEXITCODE -ne 0) { throw 'openssl made no certificate.' }
    & chmod 600 $keyFile
    $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($certificateFile)
    $credential = "-CertificatePath '$($certificateFile.Replace("'", "''"))' -CertificateKeyPath '$($keyFile.Replace("'", "''"))'"
}
'@
    $az = @'
key_file={{keyFile}}
certificate_file={{certificateFile}}
temporary=''
credential="-CertificatePath $certificate_file -CertificateKeyPath $key_file"
if [ -e "$key_file" ] || [ -e "$certificate_file" ]; then
    echo "$key_file or $certificate_file exists already." >&2
    false
else
    openssl req -x509 -newkey rsa:2048 -sha256 -nodes -days {{days}} -utf8 -subj {{shOpenSslSubject}} -keyout "$key_file" -out "$certificate_file"
    chmod 600 "$key_file"
fi
'@
    New-SetupStep -Values $Values -Name 'Certificate' -Purpose 'made here; its private key stays here.' -GraphPowerShell $graph -AzureCli $az
}
