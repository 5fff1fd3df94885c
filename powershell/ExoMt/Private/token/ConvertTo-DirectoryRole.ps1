function ConvertTo-DirectoryRole {
    # Directory roles as the library describes them, as objects of ours.
    param([object[]] $Roles)

    foreach ($role in $Roles) {
        if ($null -eq $role) { continue }
        $script:DirectoryRole::new(@($role.name, $role.templateId, [bool]$role.supported))
    }
}
