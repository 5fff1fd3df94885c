function Get-CatalogName {
    # The names of clouds and resources, which the library knows.
    param([string] $Parameter)

    $catalog = Get-Catalog
    # A completion that can not be made is none: an error would break the typing.
    if ($null -eq $catalog) { return }
    if ($Parameter -eq 'Resource') { return $catalog.resources }
    $catalog.clouds | ForEach-Object { $_.name; $_.aliases -like 'O365*' }
}
