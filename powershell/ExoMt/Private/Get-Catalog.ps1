function Get-Catalog {
    # The clouds, resources, roles and codes that the library knows; nothing if it does not say.
    if ($null -eq $script:Catalog) {
        $buffer = [uint64]0
        $failure = [uint64]0
        if (Get-NativeFailure -Status ($script:Native::exomt_catalog([ref]$buffer, [ref]$failure)) -ErrorBuffer $failure) { return }
        $script:Catalog = Read-NativeJson -Buffer $buffer
    }
    $script:Catalog
}
