if ($env:OS -eq 'Windows_NT') {
    # The key can sign with PSS and cannot leave this account. Without -KeyExportPolicy it could be exported.
    $made = New-SelfSignedCertificate -Subject '{{ context.subject }}' -CertStoreLocation Cert:\CurrentUser\My -KeyAlgorithm RSA -KeyLength 2048 -HashAlgorithm SHA256 -KeyUsage DigitalSignature -KeyExportPolicy NonExportable -NotAfter (Get-Date).AddYears({{ context.years }}) -ErrorAction Stop
    $certificate = Get-Item -LiteralPath "Cert:\CurrentUser\My\$($made.Thumbprint)" -ErrorAction Stop
    $credential = "-CertificateThumbprint $($certificate.Thumbprint)"
}
else {
    $keyFile = Join-Path (Get-Location).ProviderPath '{{ context.file_name }}.key'
    $certificateFile = Join-Path (Get-Location).ProviderPath '{{ context.file_name }}.crt'
    if ((Test-Path -LiteralPath $keyFile) -or (Test-Path -LiteralPath $certificateFile)) { throw "$keyFile or $certificateFile exists already." }
    & openssl req -x509 -newkey rsa:2048 -sha256 -nodes -days {{ context.days }} -utf8 -subj '{{ context.openssl_subject }}' -keyout $keyFile -out $certificateFile
    if ($LASTEXITCODE -ne 0) { throw 'openssl made no certificate.' }
    & chmod 600 $keyFile
    $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($certificateFile)
    $quoted = foreach ($path in $certificateFile, $keyFile) { "'" + [Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($path) + "'" }
    $credential = "-CertificatePath $($quoted[0]) -CertificateKeyPath $($quoted[1])"
}
