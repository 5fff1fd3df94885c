$certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new([System.Convert]::FromBase64String('{{ certificate }}'))
$credential = '<certificate with its key>'
