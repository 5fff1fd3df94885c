function Get-StoreCertificate {
    # Returns the certificates in CurrentUser\My and LocalMachine\My, each with its store.
    foreach ($location in 'CurrentUser', 'LocalMachine') {
        $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', $location)
        # A store that doesn't exist on this platform counts as empty.
        try { $store.Open('ReadOnly, OpenExistingOnly') } catch { continue }
        try { foreach ($certificate in $store.Certificates) { @{ Certificate = $certificate; Store = "$location\My" } } }
        finally { $store.Close() }
    }
}
