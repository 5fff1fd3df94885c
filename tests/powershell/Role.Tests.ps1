# Tests directory roles: the table, and which role is enough for a task.
BeforeDiscovery {
    $data = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText((Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'src/data/role-tasks.json')))
    $areas = @($data.tasks | ForEach-Object { @{ Area = $_.name } })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $appId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'
    $objectId = '7e4a0001-1c2d-4e3f-8a5b-0000000000aa'

    function Get-CommandCall {
        # Returns the commands of a script with their arguments. Fails if it does not parse.
        param([string] $Text)
        $failures = $null
        $tree = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref]$null, [ref]$failures)
        @($failures).Count | Should -Be 0 -Because $Text
        $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) | ForEach-Object {
            $call = @{ Command = $_.GetCommandName() }
            $parameter = $null
            foreach ($element in $_.CommandElements) {
                if ($element -is [System.Management.Automation.Language.CommandParameterAst]) { $parameter = $element.ParameterName }
                elseif ($parameter) { $call[$parameter] = $element.SafeGetValue() }
            }
            $call
        }
    }
}

Describe 'Get-ExoMtDirectoryRole' {
    It 'returns all roles with all their properties' {
        $roles = @(Get-ExoMtDirectoryRole)
        $roles.Count | Should -Be 145
        foreach ($role in $roles) { [guid]$role.TemplateId | Should -Not -Be ([guid]::Empty) }
        $roles[0].PSObject.TypeNames[0] | Should -Be 'ExoMt.DirectoryRoleInfo'
        @($roles[0].PSObject.Properties.Name) | Should -Be 'Name', 'TemplateId', 'Privileged', 'Exchange', 'Compliance'
    }

    It 'returns the roles that Exchange accepts from an app' {
        (Get-ExoMtDirectoryRole -Supported).Name | Should -Be 'Compliance Administrator', 'Exchange Administrator', 'Exchange Recipient Administrator', 'Global Administrator', 'Global Reader', 'Helpdesk Administrator', 'Security Administrator', 'Security Reader'
        (Get-ExoMtDirectoryRole -Resource exchange).Count | Should -Be 8
        $compliance = 'Compliance Administrator', 'Global Administrator', 'Global Reader', 'Security Administrator', 'Security Reader'
        (Get-ExoMtDirectoryRole -Resource Compliance).Name | Should -Be $compliance
        (Get-ExoMtDirectoryRole -Supported -Resource Compliance).Name | Should -Be $compliance
    }

    It 'distinguishes privileged roles from others such as Exchange Administrator' {
        (Get-ExoMtDirectoryRole -Supported -Privileged).Name | Should -Not -Contain 'Exchange Administrator'
        (Get-ExoMtDirectoryRole -Supported -Privileged:$false).Name | Should -Be 'Compliance Administrator', 'Exchange Administrator', 'Exchange Recipient Administrator'
        @(Get-ExoMtDirectoryRole -Privileged).Count | Should -Be 35
    }

    It 'finds <Wanted>' -ForEach @(
        @{ Wanted = 'global reader'; Names = 'Global Reader' }
        @{ Wanted = '*Exchange*'; Names = 'Exchange Administrator', 'Exchange Backup Administrator', 'Exchange Recipient Administrator' }
        @{ Wanted = '29232CDF-9323-42FD-ADE2-1D097AF3E4DE'; Names = 'Exchange Administrator' }
        @{ Wanted = ' Security Reader '; Names = 'Security Reader' }
        @{ Wanted = 'nothing*'; Names = $null }
    ) {
        $found = Get-ExoMtDirectoryRole -Name $Wanted -ErrorAction Stop
        $names = if ($found) { $found.Name }
        $names | Should -Be $Names
        $piped = $Wanted | Get-ExoMtDirectoryRole -ErrorAction Stop
        @($piped).Count | Should -Be @($found).Count
    }

    It 'accepts the roles of a token, also from a job' {
        $domain = Add-SimulatorTenant -DirectoryRoles '29232cdf-9323-42fd-ade2-1d097af3e4de', '9360feb5-f418-4baa-8175-e2a00bac4301'
        $token = Get-ExoMtToken -App (New-SecretApp) -Organization $domain -ErrorAction Stop
        $roles = @($token.DirectoryRoles | Get-ExoMtDirectoryRole)
        $roles.Name | Should -Be 'Exchange Administrator', 'Directory Writers'
        $roles.Exchange | Should -Be $true, $false
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($token.DirectoryRoles[0]))
        ($copy | Get-ExoMtDirectoryRole).Name | Should -Be 'Exchange Administrator'
    }

    It 'writes an error for an unknown role, and continues: <Wanted>' -ForEach @(
        @{ Wanted = 'Postmaster' }
        @{ Wanted = '[' }
        @{ Wanted = '11111111-2222-3333-4444-555555555555' }
        @{ Wanted = '' }
        @{ Wanted = $null }
    ) {
        $found = @($Wanted, 'Global Reader' | Get-ExoMtDirectoryRole -ErrorAction SilentlyContinue -ErrorVariable failed)
        $found.Name | Should -Be 'Global Reader'
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -Be 'ExoMt.RoleNotFound,Get-ExoMtDirectoryRole'
        $failed[0].ErrorDetails.RecommendedAction | Should -BeLike '*pattern*'
    }

    It 'refuses another resource' {
        { Get-ExoMtDirectoryRole -Resource Graph } | Should -Throw -ErrorId 'ExoMt.InvalidResource,Get-ExoMtDirectoryRole'
    }
}

Describe 'Get-ExoMtDirectoryRole -Task <Area>' -ForEach $areas {
    BeforeAll { $advice = Get-ExoMtDirectoryRole -Task $Area -AppId $appId -ObjectId $objectId -ErrorAction Stop }

    It 'names roles that Exchange accepts from an app, with the confidence' {
        $advice.PSObject.TypeNames[0] | Should -Be 'ExoMt.RoleAdvice'
        $advice.Task | Should -Be $Area
        $taken = @(Get-ExoMtDirectoryRole -Resource $advice.Resource)
        $advice.DirectoryRoles.Count | Should -BeGreaterThan 0
        foreach ($role in $advice.DirectoryRoles) {
            $known = $taken | Where-Object TemplateId -EQ $role.TemplateId
            $known.Name | Should -Be $role.Name
            $known.Privileged | Should -Be $role.Privileged
        }
        foreach ($one in $advice.DirectoryRoles + $advice.RoleGroups) { $one.Confidence | Should -BeIn 'documented', 'observed', 'assumed' }
    }

    It 'returns commands that parse, with the ids in them' {
        $calls = @(Get-CommandCall -Text ($advice.Commands -join "`n"))
        $principal = $calls | Where-Object { $_.Command -eq 'New-ServicePrincipal' }
        $principal.AppId | Should -Be $appId
        $principal.ObjectId | Should -Be $objectId
        $principal.DisplayName | Should -Be 'ExoMt'
        $member = $calls | Where-Object { $_.Command -eq 'Add-RoleGroupMember' }
        $member.Identity | Should -Be $advice.RoleGroups[0].Name
        $member.Member | Should -Be $objectId
        $made = @($calls | Where-Object { $_.Command -eq 'New-RoleGroup' })
        $made.Count | Should -Be ([int]($advice.RoleGroups[0].Roles.Count -gt 0))
        foreach ($group in $made) { $group.Name | Should -Be $member.Identity }
    }
}

Describe 'Role advice' {
    It 'lists the least privileged role first: <Task>' -ForEach @(
        @{ Task = 'ReadOnly'; Role = 'Global Reader'; Group = 'View-Only Organization Management' }
        @{ Task = 'recipients'; Role = 'Exchange Recipient Administrator'; Group = 'Recipient Management' }
        @{ Task = 'TransportRules'; Role = 'Exchange Administrator'; Group = 'Records Management' }
        @{ Task = 'AntiMalware'; Role = 'Exchange Administrator'; Group = 'Hygiene Management' }
        @{ Task = 'SecurityRead'; Role = 'Security Reader'; Group = 'View-Only Organization Management' }
        @{ Task = 'Everything'; Role = 'Exchange Administrator'; Group = 'Organization Management' }
    ) {
        $advice = Get-ExoMtDirectoryRole -Task $Task
        $advice.DirectoryRoles[0].Name | Should -Be $Role
        $advice.RoleGroups[0].Name | Should -Be $Group
    }

    It 'has clear placeholders without ids' {
        $commands = (Get-ExoMtDirectoryRole -Task ReadOnly).Commands -join "`n"
        $calls = @(Get-CommandCall -Text $commands)
        $calls[0].AppId | Should -Be '<application (client) id>'
        $calls[0].ObjectId | Should -BeLike '<object id of the enterprise application*>'
    }

    It 'quotes a display name' {
        $name = 'O' + [char]0x2019 + "Brien's $(1) `"app`""
        $calls = @(Get-CommandCall -Text ((Get-ExoMtDirectoryRole -Task ReadOnly -DisplayName "$name`n").Commands -join "`n"))
        $calls[0].DisplayName | Should -BeExactly $name
    }

    It 'returns tasks by pattern and by resource' {
        @(Get-ExoMtDirectoryRole -Task '*').Count | Should -BeGreaterThan 10
        (Get-ExoMtDirectoryRole -Task '*' -Resource Compliance).Task | Should -Be 'Compliance'
        (Get-ExoMtDirectoryRole -Task MailFlow, Quarantine).Task | Should -Be 'MailFlow', 'Quarantine'
    }

    It 'is an error with a list of the tasks if the task is unknown' {
        $advice = @(Get-ExoMtDirectoryRole -Task 'Cooking [', ReadOnly -ErrorAction SilentlyContinue -ErrorVariable failed)
        $advice.Task | Should -Be 'ReadOnly'
        $failed[0].FullyQualifiedErrorId | Should -Be 'ExoMt.UnknownTask,Get-ExoMtDirectoryRole'
        $failed[0].Exception.Message | Should -BeLike '*Cooking*'
        foreach ($name in 'ReadOnly', 'Recipients', 'MailFlow', 'AuditLog', 'Everything') { $failed[0].ErrorDetails.RecommendedAction | Should -BeLike "*$name*" }
    }

    It 'is an error that names <Parameter> for the value <Value>' -ForEach @(
        @{ Parameter = 'AppId'; Value = 'my app'; Id = 'InvalidAppId' }
        @{ Parameter = 'ObjectId'; Value = '00000000-0000-0000-0000-000000000000'; Id = 'InvalidId' }
        @{ Parameter = 'ObjectId'; Value = ''; Id = 'InvalidId' }
    ) {
        $given = @{ $Parameter = $Value }
        $failed = { Get-ExoMtDirectoryRole -Task ReadOnly @given } | Should -Throw -ErrorId "ExoMt.$Id,Get-ExoMtDirectoryRole" -PassThru
        $failed.Exception.Message | Should -BeLike "-$Parameter*"
    }

    It 'is shown with its commands' {
        $text = Get-ExoMtDirectoryRole -Task AuditLog | Out-String -Width 200
        $text | Should -BeLike '*View-Only Audit Logs*New-ServicePrincipal*New-RoleGroup*Add-RoleGroupMember*21Vianet*'
        Get-ExoMtDirectoryRole -Supported | Out-String -Width 200 | Should -BeLike '*Global Reader*f2ef992c-3afb-46b9-b7cf-a126ee74c451*True*'
    }
}
