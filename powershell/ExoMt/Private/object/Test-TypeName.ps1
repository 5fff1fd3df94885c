function Test-TypeName {
    # Whether an object is of a type of this module, or a copy of one from a job or a file.
    param([object] $InputObject, [string] $Name)

    if ($null -eq $InputObject) { return $false }
    $names = @($InputObject.PSObject.TypeNames)
    $names -contains $Name -or $names -contains "Deserialized.$Name"
}
