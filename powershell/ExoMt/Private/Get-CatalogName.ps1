function Get-CatalogName {
    # The names of clouds and resources, which the library knows.
    param([string] $Parameter)

    if ($null -eq $script:Catalog) {
        $buffer = [uint64]0
        $failure = [uint64]0
        # A completion that can not be made is none: an error would break the typing.
        if (Get-NativeFailure -Status ($script:Native::exomt_catalog([ref]$buffer, [ref]$failure)) -ErrorBuffer $failure) { return }
        $script:Catalog = Read-NativeJson -Buffer $buffer
    }
    if ($Parameter -eq 'Resource') { return $script:Catalog.resources }
    $script:Catalog.clouds | ForEach-Object { $_.name; $_.aliases -like 'O365*' }
}
