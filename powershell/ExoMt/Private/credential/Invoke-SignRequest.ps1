function Invoke-SignRequest {
    # Signs for the library with a key that never leaves its provider.
    param([uint64] $Operation, [object] $Description, [byte[]] $Message, [System.Security.Cryptography.X509Certificates.X509Certificate2] $Certificate)

    $rsa = $null
    $reason = $null
    try {
        $rsa = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($Certificate)
        $padding = if ($Description.algorithm -eq 'PS256') { [System.Security.Cryptography.RSASignaturePadding]::Pss } else { [System.Security.Cryptography.RSASignaturePadding]::Pkcs1 }
        $answer = $rsa.SignData($Message, [System.Security.Cryptography.HashAlgorithmName]::SHA256, $padding)
    }
    catch {
        $reason = $_.Exception.GetBaseException().Message
        $answer = [System.Text.Encoding]::UTF8.GetBytes($reason)
    }
    finally { if ($null -ne $rsa) { $rsa.Dispose() } }
    Send-OperationAnswer -Operation $Operation -RequestId $Description.requestId -Answer $answer -Reject ($null -ne $reason)
}
