function Get-MemberValue {
    # A property of an object from elsewhere, which may lack it; then nothing.
    param([object] $InputObject, [string] $Name)

    if ($null -eq $InputObject) { return }
    $property = $InputObject.PSObject.Properties[$Name]
    if ($null -ne $property) { $property.Value }
}
