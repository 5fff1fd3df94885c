function Get-CompletionValue {
    # What a parameter can be: names from the library, certificates from the stores.
    param([string] $Parameter)

    if ($Parameter -eq 'CertificateThumbprint') {
        foreach ($location in 'CurrentUser', 'LocalMachine') {
            $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', $location)
            try { $store.Open('ReadOnly, OpenExistingOnly') } catch { continue }
            try { $store.Certificates | Where-Object { $_.HasPrivateKey } | ForEach-Object { $_.Thumbprint } }
            finally { $store.Close() }
        }
        return
    }
    if ($null -eq $script:Catalog) {
        $buffer = [uint64]0
        $failure = [uint64]0
        Assert-NativeStatus -Status ($script:Native::exomt_catalog([ref]$buffer, [ref]$failure)) -ErrorBuffer $failure
        $script:Catalog = Read-NativeJson -Buffer $buffer
    }
    if ($Parameter -eq 'Resource') { return $script:Catalog.resources }
    $script:Catalog.clouds | ForEach-Object { $_.name; $_.aliases -like 'O365*' }
}
