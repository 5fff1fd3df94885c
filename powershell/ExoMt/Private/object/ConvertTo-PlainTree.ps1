function ConvertTo-PlainTree {
    # Converts an object into hashtables, arrays and strings for a JSON document. Reads only the
    # properties of custom objects and this module's own types, and never the token.
    param([object] $Value, [int] $Depth = 5)

    if ($null -eq $Value) { return }
    $base = $Value.PSObject.BaseObject
    if ($base -is [string]) { return [string]$base }
    # In a copy from a job or a file, a time is an object with the properties of a DateTimeOffset.
    $isCopy = $null -ne $Value.PSObject.Properties['UtcDateTime']
    if ($base -is [datetime] -or $base -is [System.DateTimeOffset] -or $isCopy) { return ConvertTo-UtcText -Value $Value }
    if ($base -is [System.ValueType] -or $Depth -eq 0) { return "$Value" }
    if ($base -is [System.Collections.IDictionary]) {
        $table = @{}
        foreach ($entry in $base.GetEnumerator()) { $table["$($entry.Key)"] = ConvertTo-PlainTree -Value $entry.Value -Depth ($Depth - 1) }
        return $table
    }
    if ($base -is [System.Collections.IEnumerable]) {
        return , @(foreach ($item in $base) { ConvertTo-PlainTree -Value $item -Depth ($Depth - 1) })
    }
    if ($base -isnot [System.Management.Automation.PSCustomObject] -and $Value.PSObject.TypeNames[0] -notlike 'ExoMt.*') { return "$Value" }
    $table = @{}
    foreach ($property in $Value.PSObject.Properties) {
        if ($property.Name -ne 'AccessToken') { $table[$property.Name] = ConvertTo-PlainTree -Value $property.Value -Depth ($Depth - 1) }
    }
    $table
}
