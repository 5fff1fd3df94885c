function Get-Catalog {
    # Returns what the library knows (clouds, roles, tasks, ...), or a failure. Read once.
    if ($null -eq $script:Catalog) {
        $catalog = Invoke-NativeJson -Name 'exomt_library_catalog'
        if (Test-ExoMtFailure $catalog) { return $catalog }
        $script:Catalog = $catalog
    }
    $script:Catalog
}
