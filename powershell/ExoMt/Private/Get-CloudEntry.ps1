function Get-CloudEntry {
    # What the library knows of a cloud: its row of the catalog.
    param([string] $Name)

    foreach ($cloud in (Get-Catalog).clouds) {
        if ($cloud.name -eq $Name) { return $cloud }
    }
}
