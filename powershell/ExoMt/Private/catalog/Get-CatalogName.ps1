function Get-CatalogName {
    # The names of clouds, resources and task areas, which the library knows.
    param([string] $Parameter)

    $catalog = Get-Catalog
    # A completion that can not be made is none: an error would break the typing.
    if (Test-ExoMtFailure $catalog) { return }
    if ($Parameter -eq 'Resource') { return $catalog.resources }
    if ($Parameter -eq 'Task') { return $catalog.tasks | ForEach-Object { $_.name } }
    $catalog.clouds | ForEach-Object { $_.name; $_.aliases -like 'O365*' }
}
