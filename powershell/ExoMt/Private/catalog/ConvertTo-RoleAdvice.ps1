function ConvertTo-RoleAdvice {
    # Turns the library's advice on a task into an object.
    param([object] $Advice)

    [pscustomobject]@{
        PSTypeName     = 'ExoMt.RoleAdvice'
        Task           = $Advice.name
        Description    = $Advice.description
        Resource       = $Advice.resource
        DirectoryRoles = @(foreach ($role in $Advice.directoryRoles) {
                [pscustomobject]@{ PSTypeName = 'ExoMt.AdvisedRole'; Name = $role.name; TemplateId = $role.templateId; Privileged = $role.privileged; Confidence = $role.confidence; Note = $role.note }
            })
        RoleGroups     = @(foreach ($group in $Advice.roleGroups) {
                [pscustomobject]@{ PSTypeName = 'ExoMt.AdvisedRoleGroup'; Name = $group.name; Roles = [string[]]@($group.roles); Confidence = $group.confidence; Note = $group.note }
            })
        Commands       = [string[]]@($Advice.commands)
        Notes          = [string[]]@($Advice.notes)
    }
}
