function Get-RoleList {
    # Directory roles from the text of a token's record: name, template id and 0 or 1 for each.
    # The list is kept, since most tenants of a partner give the app the same roles; each token
    # gets a copy of it.
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
