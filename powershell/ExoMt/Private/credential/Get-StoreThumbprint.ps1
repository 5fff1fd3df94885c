function Get-StoreThumbprint {
    # The thumbprints of the stores' certificates that have a private key.
    foreach ($location in 'CurrentUser', 'LocalMachine') {
        $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', $location)
        try { $store.Open('ReadOnly, OpenExistingOnly') } catch { continue }
        try { $store.Certificates | Where-Object { $_.HasPrivateKey } | ForEach-Object { $_.Thumbprint } }
        finally { $store.Close() }
    }
}
