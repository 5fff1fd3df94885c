function Get-MemberValue {
    # Returns a property of an object, or nothing if the object doesn't have it.
    param([object] $InputObject, [string] $Name)

    if ($null -eq $InputObject) { return }
    $property = $InputObject.PSObject.Properties[$Name]
    if ($null -ne $property) { $property.Value }
}
