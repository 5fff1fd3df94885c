function Get-Catalog {
    # What the library knows (clouds, roles, task areas, ...), or a failure; read once.
    if ($null -eq $script:Catalog) {
        $catalog = Invoke-NativeJson -Name 'exomt_library_catalog'
        if (Test-ExoMtFailure $catalog) { return $catalog }
        $script:Catalog = $catalog
    }
    $script:Catalog
}
