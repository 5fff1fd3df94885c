function ConvertTo-OpenSslSubject {
    # A distinguished name as openssl takes it: /O=Contoso/CN=ExoMt.
    param([System.Security.Cryptography.X509Certificates.X500DistinguishedName] $Name)

    $openSslNames = @{ E = 'emailAddress'; S = 'ST'; G = 'GN'; I = 'initials'; T = 'title' }
    -join @(foreach ($line in $Name.Decode('UseNewLines, DoNotUseQuotes') -split '\r?\n') {
            $key, $value = $line -split '=', 2
            $key = $key.Trim() -replace '^OID\.', ''
            if ($openSslNames.ContainsKey($key)) { $key = $openSslNames[$key] }
            # A plus would begin another value of the same part.
            "/$key=" + ($value -replace '[\\/+]', '\$0')
        })
}
