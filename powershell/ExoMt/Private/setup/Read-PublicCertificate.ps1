function Read-PublicCertificate {
    # The certificate in a .cer, .crt or PEM file, without what else is in there; or a failure.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Path)

    $bytes = Read-ExoMtFile -Cmdlet $Cmdlet -Path $Path -Parameter 'CertificatePath'
    if (Test-PemText -Bytes $bytes) {
        $base64 = ''
        if ([System.Text.Encoding]::ASCII.GetString($bytes) -match '-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----') { $base64 = $Matches[1] -replace '\s', '' }
        $bytes = [byte[]]::new(0)
        if ($base64 -match '^([A-Za-z0-9+/]{4})+([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$') { $bytes = [System.Convert]::FromBase64String($base64) }
    }
    $kind = 'Unknown'
    # DER begins with a SEQUENCE. What does not, is no case for an exception, which -ErrorVariable would keep.
    try { if ($bytes.Length -gt 0 -and $bytes[0] -eq 0x30) { $kind = [string][System.Security.Cryptography.X509Certificates.X509Certificate2]::GetCertContentType($bytes) } }
    catch [System.Security.Cryptography.CryptographicException] { Write-Debug 'The file of -CertificatePath is no certificate.' }
    $where = ConvertTo-CleanLine -Text $Path
    if ($kind -in 'Pfx', 'Pkcs12') {
        return New-ExoMtFailure -Name 'CertificateUnreadable' -Category 'InvalidData' -Message "The file of -CertificatePath ($where) is a PFX, which has the private key in it." -Fix 'Give the certificate alone, as .cer, .crt or PEM: nothing but the public part is uploaded.'
    }
    if ($kind -ne 'Cert') {
        return New-ExoMtFailure -Name 'CertificateUnreadable' -Category 'InvalidData' -Message "No certificate is in the file of -CertificatePath ($where)." -Fix 'Give an X.509 certificate as .cer, .crt (DER) or PEM.'
    }
    $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($bytes)
    $key = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPublicKey($certificate)
    # KeySize can only be written, for all that PowerShell sees of some classes.
    if ($null -eq $key -or $key.ExportParameters($false).Modulus.Length -lt 256) {
        return New-ExoMtFailure -Name 'UnsupportedKey' -Category 'InvalidData' -Message "The key of the certificate in $where is not RSA of at least 2048 bits." -Fix 'Make a certificate with an RSA key: Entra takes no other here.'
    }
    if ($certificate.NotAfter.ToUniversalTime() -le [datetime]::UtcNow) {
        return New-ExoMtFailure -Name 'CertificateExpired' -Category 'AuthenticationError' -Message "The certificate in $where has expired." -Fix 'Make a new one, or leave -CertificatePath out to get commands that make one.'
    }
    $certificate
}
