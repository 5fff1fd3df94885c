function Get-SignerAlgorithm {
    # Returns the algorithms that a certificate's key supports: 1 is PS256, 2 is RS256, 3 is both.
    # Signs once, so that a missing right is an error here and not in the middle of a run.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Security.Cryptography.X509Certificates.X509Certificate2] $Certificate)

    $name = $Certificate.Thumbprint
    if (-not $Certificate.HasPrivateKey) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'CertificateKeyMissing' -Category 'ObjectNotFound' -Message "The certificate $name has no private key." -Fix 'Load it with its key (PFX), or name one from the store that has its key.')
    }
    $rsa = $null
    $reason = 'it is not an RSA key'
    try { $rsa = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($Certificate) }
    catch { $reason = $_.Exception.GetBaseException().Message }
    if ($null -eq $rsa) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'CertificateKeyUnusable' -Category 'PermissionDenied' -Message "The private key of the certificate $name can't be used: $reason." -Fix 'Use an RSA certificate, and grant the account that runs this the right to read its private key (certlm.msc > Manage private keys).')
    }
    $probe = [byte[]]::new(32)
    $algorithms = 0
    try {
        foreach ($padding in @([System.Security.Cryptography.RSASignaturePadding]::Pss, 1), @([System.Security.Cryptography.RSASignaturePadding]::Pkcs1, 2)) {
            try {
                $null = $rsa.SignData($probe, [System.Security.Cryptography.HashAlgorithmName]::SHA256, $padding[0])
                $algorithms = $algorithms -bor $padding[1]
                # A key that supports PSS also supports PKCS #1. Don't show a second PIN dialog.
                if ($padding[1] -eq 1) { return [uint32]3 }
            }
            catch { $reason = $_.Exception.GetBaseException().Message }
        }
    }
    finally { $rsa.Dispose() }
    if ($algorithms -eq 0) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'CertificateKeyUnusable' -Category 'PermissionDenied' -Message "The private key of the certificate $name can't sign: $reason" -Fix 'Grant the account that runs this the right to read the private key (certlm.msc > Manage private keys).')
    }
    [uint32]$algorithms
}
