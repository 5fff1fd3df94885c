function Find-DirectoryRole {
    # The directory roles that an input names: by name, pattern or template id, or as an object
    # that has one of these; else a failure.
    param([object] $Catalog, [object] $InputItem)

    $wanted = ''
    if ($null -ne $InputItem) {
        $wanted = [string]$InputItem
        foreach ($member in 'Name', 'TemplateId') {
            $property = $InputItem.PSObject.Properties[$member]
            if ($null -ne $property -and $property.Value) { $wanted = [string]$property.Value }
        }
    }
    $wanted = $wanted.Trim()
    # No role has a bracket in its name, and half a pair of them would be an error.
    $pattern = $wanted -replace '[][`]', '`$0'
    $found = @($Catalog.directoryRoles | Where-Object { $_.name -like $pattern -or $_.templateId -eq $wanted })
    # A pattern that fits nothing is an answer, a name is a mistake.
    if ($found.Count -gt 0 -or $wanted -match '[*?]') { return $found }
    New-ExoMtFailure -Name 'RoleNotFound' -Category 'ObjectNotFound' -Message "No directory role that ExoMt knows has the name or template id '$(ConvertTo-CleanLine -Text $wanted)'." -Fix "Look for it with a pattern: Get-ExoMtDirectoryRole '*reader*'. Custom roles, and those newer than this version, are not in its table."
}
