function ConvertTo-ExoMtObject {
    # Creates objects of a type in Get-ObjectShape from the library's JSON or from a hashtable.
    param([string] $Type, [object] $Value)

    if ($null -eq $script:Shapes) { $script:Shapes = Get-ObjectShape }
    foreach ($item in $Value) {
        if ($null -eq $item) { continue }
        # Returns a failure unchanged.
        if (Test-ExoMtFailure $item) {
            $item
            continue
        }
        $made = [ordered]@{ PSTypeName = "ExoMt.$Type" }
        foreach ($property in $script:Shapes[$Type].GetEnumerator()) {
            $name = $property.Key
            $kind, $source = $property.Value.Split(' ')
            if (-not $source) { $source = $name }
            $found = $null
            if ($item -is [System.Collections.IDictionary]) { $found = $item[$source] }
            elseif ($null -ne $item.PSObject.Properties[$source]) { $found = $item.PSObject.Properties[$source].Value }
            $made[$name] = switch ($kind) {
                '' { , $found }
                'text[]' { , [string[]]@($found) }
                'flag' { [bool]$found }
                'plain' { if ($found -is [datetime]) { ConvertTo-UtcText -Value $found } else { $found } }
                'time' { if ($null -ne $found) { [System.DateTimeOffset]$found } }
                'filled' { if ($found) { $found } }
                'now' { [System.DateTimeOffset]::UtcNow }
                'part' {
                    $found.PSObject.TypeNames.Insert(0, 'ExoMt.TokenPart')
                    $found
                }
                'role[]' { , @(foreach ($role in $found) { $script:DirectoryRole::new(@($role.name, $role.templateId, [bool]$role.supported)) }) }
                default { , @(ConvertTo-ExoMtObject -Type $kind -Value $found) }
            }
        }
        [pscustomobject]$made
    }
}
