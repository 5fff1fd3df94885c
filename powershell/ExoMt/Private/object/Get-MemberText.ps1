function Get-MemberText {
    # A property of an object from elsewhere as text, which is empty if it is not there.
    param([object] $InputObject, [string] $Name)

    "$(Get-MemberValue -InputObject $InputObject -Name $Name)"
}
