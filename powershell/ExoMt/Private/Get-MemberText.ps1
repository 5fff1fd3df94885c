function Get-MemberText {
    # A property of an object from elsewhere as text, which is empty if it is not there.
    param([object] $InputObject, [string] $Name)

    if ($null -eq $InputObject) { return '' }
    $property = $InputObject.PSObject.Properties[$Name]
    if ($null -eq $property) { return '' }
    "$($property.Value)"
}
