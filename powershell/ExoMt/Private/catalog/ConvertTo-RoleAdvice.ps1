function ConvertTo-RoleAdvice {
    # A task area as the library describes it, as an object of ours, with commands.
    param([object] $Area, [string] $AppId, [string] $ObjectId, [string] $DisplayName)

    [pscustomobject]@{
        PSTypeName     = 'ExoMt.RoleAdvice'
        Task           = $Area.name
        Description    = $Area.description
        Resource       = $Area.resource
        DirectoryRoles = @(foreach ($role in $Area.directoryRoles) {
                [pscustomobject]@{ PSTypeName = 'ExoMt.AdvisedRole'; Name = $role.name; TemplateId = $role.templateId; Privileged = $role.privileged; Confidence = $role.confidence; Note = $role.note }
            })
        RoleGroups     = @(foreach ($group in $Area.roleGroups) {
                [pscustomobject]@{ PSTypeName = 'ExoMt.AdvisedRoleGroup'; Name = $group.name; Roles = [string[]]@($group.roles); Confidence = $group.confidence; Note = $group.note }
            })
        Commands       = [string[]]@(Get-RoleGroupCommand -Area $Area -AppId $AppId -ObjectId $ObjectId -DisplayName $DisplayName)
        Notes          = [string[]]@($Area.notes)
    }
}
