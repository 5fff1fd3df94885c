function Invoke-SignRequest {
    # Signs for the library with a key that never leaves its provider.
    param([uint64] $Operation, [object] $Description, [byte[]] $Message, [System.Security.Cryptography.X509Certificates.X509Certificate2] $Certificate)

    $failure = [uint64]0
    $requestId = [uint64]$Description.requestId
    $rsa = $null
    try {
        $rsa = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($Certificate)
        $padding = if ($Description.algorithm -eq 'PS256') { [System.Security.Cryptography.RSASignaturePadding]::Pss } else { [System.Security.Cryptography.RSASignaturePadding]::Pkcs1 }
        $signature = $rsa.SignData($Message, [System.Security.Cryptography.HashAlgorithmName]::SHA256, $padding)
        $null = $script:Native::exomt_operation_respond($Operation, $requestId, $signature, [uintptr][uint64]$signature.Length, [ref]$failure)
    }
    catch {
        $reason = [System.Text.Encoding]::UTF8.GetBytes($_.Exception.GetBaseException().Message)
        $null = $script:Native::exomt_operation_reject($Operation, $requestId, $reason, [uintptr][uint64]$reason.Length, [ref]$failure)
    }
    finally {
        if ($null -ne $rsa) { $rsa.Dispose() }
        if ($failure -ne 0) { $null = $script:Native::exomt_buffer_free($failure) }
    }
}
