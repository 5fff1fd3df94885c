function ConvertTo-DirectoryRole {
    # Directory roles as the library describes them, as objects of ours.
    param([object[]] $Roles)

    foreach ($role in $Roles) {
        if ($null -eq $role) { continue }
        [pscustomobject]@{ PSTypeName = 'ExoMt.DirectoryRole'; Name = $role.name; TemplateId = $role.templateId; Supported = [bool]$role.supported }
    }
}
