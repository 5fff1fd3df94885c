function Find-StoreCertificate {
    # Returns a certificate of CurrentUser\My or LocalMachine\My by its SHA-1 thumbprint.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Thumbprint)

    # The certificate dialog adds spaces, colons and the invisible U+200E.
    $clean = ($Thumbprint -replace '[\s:\u200e\u200f\ufeff-]', '').ToUpperInvariant()
    if ($clean -notmatch '^[0-9A-F]{40}$') {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'InvalidThumbprint' -Category 'InvalidArgument' -Message "-CertificateThumbprint is not a thumbprint: it has $($clean.Length) characters." -Fix 'Pass the 40 hexadecimal digits (SHA-1) that the certificate store shows.')
    }
    $withoutKey = $null
    foreach ($entry in Get-StoreCertificate) {
        if ($entry['Certificate'].Thumbprint -ne $clean) { continue }
        if ($entry['Certificate'].HasPrivateKey) { return $entry['Certificate'] }
        $withoutKey = $entry['Store']
    }
    if ($withoutKey) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'CertificateKeyMissing' -Category 'ObjectNotFound' -Message "The certificate $clean in $withoutKey has no private key." -Fix 'Import the PFX file (certificate with key), not the .cer file, into that store.')
    }
    Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'CertificateNotFound' -Category 'ObjectNotFound' -Message "No certificate with the thumbprint $clean is in CurrentUser\My or LocalMachine\My." -Fix 'Import it for the account that runs this (a scheduled task or service has its own CurrentUser store), or use -CertificatePath.')
}
