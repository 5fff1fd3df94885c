function Get-Catalog {
    # Returns what the library knows (clouds, roles, tasks, ...), or a failure. Read once.
    if ($null -eq $script:Catalog) {
        $buffer = 0
        $failure = 0
        $failed = Get-NativeFailure -Status ($script:Native::exomt_library_catalog([ref]$buffer, [ref]$failure)) -ErrorBuffer $failure
        if ($failed) { return $failed }
        $script:Catalog = Read-NativeJson -Buffer $buffer
    }
    $script:Catalog
}
