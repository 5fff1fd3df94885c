function Get-RoleGroupCommand {
    # The lines that make the app a member of an area's least role group, in the customer tenant.
    param([object] $Area, [string] $AppId, [string] $ObjectId, [string] $DisplayName)

    if (-not $AppId) { $AppId = '<application (client) id>' }
    if (-not $ObjectId) { $ObjectId = '<object id of the enterprise application in the customer tenant>' }
    $object = ConvertTo-PowerShellText -Text $ObjectId
    $group, $others = $Area.roleGroups
    $name = ConvertTo-PowerShellText -Text $group.name

    if ($Area.resource -eq 'Compliance') { '# In Security & Compliance PowerShell of the customer tenant (Connect-IPPSSession), by somebody who may manage role groups:' }
    else { '# In Exchange Online PowerShell of the customer tenant (Connect-ExchangeOnline), by a member of Organization Management:' }
    "New-ServicePrincipal -AppId $(ConvertTo-PowerShellText -Text $AppId) -ObjectId $object -DisplayName $(ConvertTo-PowerShellText -Text $DisplayName)"
    if ($group.roles.Count -gt 0) {
        '# If this asks for Enable-OrganizationCustomization: that can not be undone.'
        "New-RoleGroup -Name $name -Roles $(@($group.roles | ForEach-Object { ConvertTo-PowerShellText -Text $_ }) -join ', ')"
    }
    "Add-RoleGroupMember -Identity $name -Member $object"
    if ($others) { "# Or, where that is not enough: $(@($others | ForEach-Object { $_.name }) -join ', ')." }
}
