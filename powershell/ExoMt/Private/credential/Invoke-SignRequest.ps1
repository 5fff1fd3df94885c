function Invoke-SignRequest {
    # Signs a message for the library with a key that never leaves its provider. Returns the bytes of
    # the signature, or the reason for the failure.
    param([object] $Question, [byte[]] $Message, [System.Security.Cryptography.X509Certificates.X509Certificate2] $Certificate)

    $rsa = $null
    try {
        $rsa = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($Certificate)
        $padding = if ($Question.algorithm -eq 'PS256') { [System.Security.Cryptography.RSASignaturePadding]::Pss } else { [System.Security.Cryptography.RSASignaturePadding]::Pkcs1 }
        @{ Bytes = $rsa.SignData($Message, [System.Security.Cryptography.HashAlgorithmName]::SHA256, $padding); Reason = '' }
    }
    catch { @{ Bytes = $null; Reason = $_.Exception.GetBaseException().Message } }
    finally { if ($null -ne $rsa) { $rsa.Dispose() } }
}
