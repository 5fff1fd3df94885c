function New-NativeCredential {
    # A credential handle from the bound parameters of a command; the caller frees it.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound)

    $handle = 0
    $failure = 0
    $keeper = @{ Certificate = $null; Assertion = $null }
    $secrets = [System.Collections.Generic.List[byte[]]]::new()
    try {
        # What is left out is a null pointer for the library.
        $password = $null
        $passwordLength = 0
        if ($Bound['CertificatePassword']) {
            $password = ConvertFrom-SecureText -Secure $Bound['CertificatePassword']
            $secrets.Add($password)
            $passwordLength = $password.Length
        }
        if ($Bound.ContainsKey('ClientSecret')) {
            $secret = ConvertFrom-SecureText -Secure $Bound['ClientSecret']
            $secrets.Add($secret)
            $status = $script:Native::exomt_credential_from_secret($secret, $secret.Length, [ref]$handle, [ref]$failure)
        }
        elseif ($Bound.ContainsKey('Certificate') -or $Bound.ContainsKey('CertificateThumbprint')) {
            $certificate = if ($Bound.ContainsKey('Certificate')) { $Bound['Certificate'] } else { Find-StoreCertificate -Cmdlet $Cmdlet -Thumbprint $Bound['CertificateThumbprint'] }
            $algorithms = Get-SignerAlgorithm -Cmdlet $Cmdlet -Certificate $certificate
            $der = $certificate.RawData
            $keeper['Certificate'] = $certificate
            $status = $script:Native::exomt_credential_from_signer($der, $der.Length, $algorithms, [ref]$handle, [ref]$failure)
        }
        elseif ($Bound.ContainsKey('CertificatePath')) {
            $file = Read-ExoMtFile -Cmdlet $Cmdlet -Path $Bound['CertificatePath'] -Parameter 'CertificatePath'
            $secrets.Add($file)
            $key = $null
            $keyLength = 0
            if ($Bound['CertificateKeyPath']) {
                $key = Read-ExoMtFile -Cmdlet $Cmdlet -Path $Bound['CertificateKeyPath'] -Parameter 'CertificateKeyPath'
                $secrets.Add($key)
                $keyLength = $key.Length
            }
            if ($null -ne $key -or (Test-PemText -Bytes $file)) {
                $status = $script:Native::exomt_credential_from_pem($file, $file.Length, $key, $keyLength, $password, $passwordLength, [ref]$handle, [ref]$failure)
            }
            else {
                $status = $script:Native::exomt_credential_from_pfx($file, $file.Length, $password, $passwordLength, [ref]$handle, [ref]$failure)
            }
        }
        elseif ($Bound.ContainsKey('CertificateBase64')) {
            $pfx = ConvertFrom-CertificateBase64 -Cmdlet $Cmdlet -Value $Bound['CertificateBase64']
            $secrets.Add($pfx)
            $status = $script:Native::exomt_credential_from_pfx($pfx, $pfx.Length, $password, $passwordLength, [ref]$handle, [ref]$failure)
        }
        else {
            $assertion = $Bound['Assertion']
            if ($assertion -is [scriptblock]) {
                $keeper['Assertion'] = $assertion
                $status = $script:Native::exomt_credential_from_provider([ref]$handle, [ref]$failure)
            }
            else {
                $text = ConvertTo-SecretBytes -Value $assertion -Parameter 'Assertion'
                if (Test-ExoMtFailure $text) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure $text }
                $secrets.Add($text)
                $status = $script:Native::exomt_credential_from_assertion($text, $text.Length, [ref]$handle, [ref]$failure)
            }
        }
        if ($status -ne 0) { Assert-NativeStatus -Cmdlet $Cmdlet -Status $status -ErrorBuffer $failure }
        $keeper['Handle'] = $handle
        $keeper
    }
    finally {
        foreach ($secret in $secrets) { [System.Array]::Clear($secret, 0, $secret.Length) }
    }
}
