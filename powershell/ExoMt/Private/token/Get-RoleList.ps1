function Get-RoleList {
    # Returns directory roles from the text of a token's record: name, template id and 0 or 1 for
    # each. Most tenants of a partner give the app the same roles, so the list is kept; each token
    # gets a copy.
    param([string] $Text)

    $roles = @()
    if ($Text) {
        $parts = $Text.Split([char]31)
        $roles = @(for ($part = 0; $part -lt $parts.Length; $part += 3) {
                $script:DirectoryRole::new(@($parts[$part], $parts[$part + 1], ($parts[$part + 2] -eq '1')))
            })
    }
    if ($script:RoleLists.Count -ge 1000) { $script:RoleLists.Clear() }
    $script:RoleLists[$Text] = $roles
    , $roles
}
