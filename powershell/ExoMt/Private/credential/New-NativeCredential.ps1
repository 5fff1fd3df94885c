function New-NativeCredential {
    # Creates a credential from the bound parameters of a command. Returns its handle, which the
    # caller frees, with the certificate or script block for the library's signing or assertion
    # requests.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound)

    $handle = $failure = 0
    $kept = @{ Certificate = $null; Assertion = $null }
    $secrets = [System.Collections.Generic.List[byte[]]]::new()
    try {
        if ($Bound.ContainsKey('ClientSecret')) {
            $secret = ConvertTo-SecretBytes -Value $Bound['ClientSecret'] -Parameter 'ClientSecret'
            $secrets.Add($secret)
            $status = $script:Native::exomt_credential_from_secret($secret, $secret.Length, [ref]$handle, [ref]$failure)
        }
        elseif ($Bound.ContainsKey('Certificate') -or $Bound.ContainsKey('CertificateThumbprint')) {
            $certificate = if ($Bound.ContainsKey('Certificate')) { $Bound['Certificate'] } else { Find-StoreCertificate -Cmdlet $Cmdlet -Thumbprint $Bound['CertificateThumbprint'] }
            $algorithms = Get-SignerAlgorithm -Cmdlet $Cmdlet -Certificate $certificate
            $kept['Certificate'] = $certificate
            $status = $script:Native::exomt_credential_from_signer($certificate.RawData, $certificate.RawData.Length, $algorithms, [ref]$handle, [ref]$failure)
        }
        elseif ($Bound['Assertion'] -is [scriptblock]) {
            $kept['Assertion'] = $Bound['Assertion']
            $status = $script:Native::exomt_credential_from_provider([ref]$handle, [ref]$failure)
        }
        elseif ($Bound.ContainsKey('Assertion')) {
            $secret = ConvertTo-SecretBytes -Value $Bound['Assertion'] -Parameter 'Assertion'
            if (Test-ExoMtFailure $secret) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure $secret }
            $secrets.Add($secret)
            $status = $script:Native::exomt_credential_from_assertion($secret, $secret.Length, [ref]$handle, [ref]$failure)
        }
        else {
            $file = if ($Bound.ContainsKey('CertificatePath')) { Read-ExoMtFile -Cmdlet $Cmdlet -Path $Bound['CertificatePath'] -Parameter 'CertificatePath' } else { ConvertTo-SecretBytes -Value $Bound['CertificateBase64'] -Parameter 'CertificateBase64' }
            if (Test-ExoMtFailure $file) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure $file }
            $secrets.Add($file)
            # An omitted key or password is a null pointer for the library.
            $key = $password = $null
            $keyLength = $passwordLength = 0
            if ($Bound['CertificateKeyPath']) {
                $key = Read-ExoMtFile -Cmdlet $Cmdlet -Path $Bound['CertificateKeyPath'] -Parameter 'CertificateKeyPath'
                $secrets.Add($key)
                $keyLength = $key.Length
            }
            if ($Bound['CertificatePassword']) {
                $password = ConvertTo-SecretBytes -Value $Bound['CertificatePassword'] -Parameter 'CertificatePassword'
                $secrets.Add($password)
                $passwordLength = $password.Length
            }
            $status = $script:Native::exomt_credential_from_file($file, $file.Length, $key, $keyLength, $password, $passwordLength, [ref]$handle, [ref]$failure)
        }
        if ($status -ne 0) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (Get-NativeFailure -Status $status -ErrorBuffer $failure) }
        $kept['Handle'] = $handle
        $kept
    }
    finally { foreach ($secret in $secrets) { [System.Array]::Clear($secret, 0, $secret.Length) } }
}
