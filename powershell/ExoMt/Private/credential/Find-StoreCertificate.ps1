function Find-StoreCertificate {
    # A certificate of CurrentUser, then LocalMachine, by its SHA-1 thumbprint.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Thumbprint)

    # What the certificate dialog puts in: spaces, colons, the invisible U+200E.
    $clean = ($Thumbprint -replace '[\s:\u200e\u200f\ufeff-]', '').ToUpperInvariant()
    if ($clean -notmatch '^[0-9A-F]{40}$') {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'InvalidThumbprint' -Category 'InvalidArgument' -Message "The text given as certificate thumbprint is none: it has $($clean.Length) characters." -Fix 'Give the 40 hexadecimal digits (SHA-1) that the certificate store shows.')
    }
    $withoutKey = $null
    foreach ($location in 'CurrentUser', 'LocalMachine') {
        $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', $location)
        # A store that the platform lacks counts as empty.
        try { $store.Open('ReadOnly, OpenExistingOnly') } catch { continue }
        try {
            $found = $store.Certificates.Find('FindByThumbprint', $clean, $false)
            foreach ($certificate in $found) {
                if ($certificate.HasPrivateKey) { return $certificate }
                $withoutKey = "$location\My"
            }
        }
        finally { $store.Close() }
    }
    if ($withoutKey) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'CertificateKeyMissing' -Category 'ObjectNotFound' -Message "The certificate $clean in $withoutKey has no private key." -Fix 'Import the PFX (certificate with key), not the .cer file, into that store.')
    }
    Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'CertificateNotFound' -Category 'ObjectNotFound' -Message "No certificate with the thumbprint $clean is in CurrentUser\My or LocalMachine\My." -Fix 'Import it for the account that runs this (a scheduled task or service has its own CurrentUser store), or use -CertificatePath.')
}
