function Get-CatalogName {
    # Returns the names of clouds, resources or tasks that the library knows.
    param([string] $Parameter)

    $catalog = Get-Catalog
    # Without a catalog there is no completion; an error would break the typing.
    if (Test-ExoMtFailure $catalog) { return }
    if ($Parameter -eq 'Resource') { return $catalog.resources }
    if ($Parameter -eq 'Task') { return $catalog.tasks | ForEach-Object { $_.name } }
    $catalog.clouds | Where-Object { -not $_.closed } | ForEach-Object { $_.name; $_.aliases -like 'O365*' }
}
