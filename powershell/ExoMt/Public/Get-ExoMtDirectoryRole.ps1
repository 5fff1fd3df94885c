function Get-ExoMtDirectoryRole {
    <#
    .SYNOPSIS
        Shows directory roles and which of them Exchange takes app-only, and says which role suffices for a task.

    .DESCRIPTION
        Without -Task it gives the directory roles of Microsoft Entra that ExoMt knows, and for
        each whether Exchange Online PowerShell and Security & Compliance PowerShell take it
        from an app.

        With -Task it gives the least directory roles for an area of tasks, and the role groups
        that do the same and no more than Exchange, with the commands that make the app a member
        of the first one. Each carries its Confidence: documented, observed or assumed. A role
        or role group has to be given in each customer tenant.

        Works offline; nothing is sent. A directory role can not be limited to some recipients;
        a role group of your own with a write scope can.

    .PARAMETER Name
        Names, patterns or template ids, or objects that have a TemplateId, such as the
        DirectoryRoles of a token. Left out, it is all roles.

    .PARAMETER Supported
        Only roles that Exchange Online PowerShell takes from an app, or the one that -Resource names.

    .PARAMETER Privileged
        Only roles that Entra marks as privileged; -Privileged:$false gives the others.

    .PARAMETER Resource
        Exchange or Compliance: only roles, or with -Task only areas, of that PowerShell.

    .PARAMETER Task
        Areas of tasks: ReadOnly, Recipients, MailFlow, AuditLog and others, which the Tab key
        shows. A pattern such as * gives several.

    .PARAMETER AppId
        The application (client) id for the commands, in place of a placeholder.

    .PARAMETER ObjectId
        The id of the app's service principal (enterprise application) in the customer tenant,
        which a token of ExoMt has as ObjectId. It is not that of the registration.

    .PARAMETER DisplayName
        What the service principal shall be called in Exchange.

    .EXAMPLE
        Get-ExoMtDirectoryRole -Supported

        Shows the roles that Exchange Online PowerShell takes from an app.

    .EXAMPLE
        Get-ExoMtDirectoryRole -Task MailFlow

        Says what the app needs to manage mail flow rules, the least first.

    .EXAMPLE
        (Get-ExoMtDirectoryRole -Task ReadOnly -AppId $token.AppId -ObjectId $token.ObjectId).Commands

        Gives the commands that let the app read Exchange and nothing else, ready for the customer.

    .EXAMPLE
        $token.DirectoryRoles | Get-ExoMtDirectoryRole

        Shows what is known of the roles in a token.

    .OUTPUTS
        ExoMt.DirectoryRoleInfo: Name, TemplateId, Privileged, Exchange, Compliance. With -Task
        ExoMt.RoleAdvice: Task, Description, Resource, DirectoryRoles, RoleGroups, Commands (lines), Notes.

    .LINK
        Get-ExoMtAppSetup
    #>
    [CmdletBinding(DefaultParameterSetName = 'Role')]
    [OutputType('ExoMt.DirectoryRoleInfo')]
    param(
        [Parameter(ParameterSetName = 'Role', Position = 0, ValueFromPipeline)]
        [Alias('TemplateId', 'DirectoryRole')]
        [AllowNull()]
        [AllowEmptyString()]
        [object[]] $Name = '*',

        [Parameter(ParameterSetName = 'Role')]
        [switch] $Supported,

        [Parameter(ParameterSetName = 'Role')]
        [switch] $Privileged,

        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Resource,

        [Parameter(Mandatory, ParameterSetName = 'Task')]
        [Alias('Area')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string[]] $Task,

        [Parameter(ParameterSetName = 'Task')]
        [Alias('ClientId', 'ApplicationId')]
        [string] $AppId,

        [Parameter(ParameterSetName = 'Task')]
        [string] $ObjectId,

        [Parameter(ParameterSetName = 'Task')]
        [string] $DisplayName = 'ExoMt'
    )

    begin {
        Enter-ExoMtProcess $PSCmdlet
        $catalog = Get-Catalog
        if (Test-ExoMtFailure $catalog) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $catalog }
        $only = ''
        if ($Resource) {
            $only = Get-PowerShellResource -Resource $Resource
            if (Test-ExoMtFailure $only) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $only -TargetObject $Resource }
        }
        elseif ($Supported) { $only = 'Exchange' }
        $ids = @{ AppId = $AppId; ObjectId = $ObjectId }
        foreach ($parameter in 'AppId', 'ObjectId') {
            if (-not $PSBoundParameters.ContainsKey($parameter)) { continue }
            $ids[$parameter] = ConvertTo-GuidText -Value $PSBoundParameters[$parameter] -Parameter $parameter
            if (Test-ExoMtFailure $ids[$parameter]) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $ids[$parameter] }
        }
        $label = ConvertTo-CleanLine -Text $DisplayName
    }

    process {
        if ($PSCmdlet.ParameterSetName -eq 'Task') {
            foreach ($wanted in $Task) {
                foreach ($area in Find-RoleArea -Catalog $catalog -Name $wanted) {
                    if (Test-ExoMtFailure $area) { $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $area -TargetObject $wanted)) }
                    elseif (-not $only -or $area.resource -eq $only) { ConvertTo-RoleAdvice -Area $area -AppId $ids.AppId -ObjectId $ids.ObjectId -DisplayName $label }
                }
            }
            return
        }
        # A loop would pass over a null, which comes from a property that is not there.
        if ($null -eq $Name) { $Name = , $null }
        foreach ($wanted in $Name) {
            foreach ($role in Find-DirectoryRole -Catalog $catalog -InputItem $wanted) {
                if (Test-ExoMtFailure $role) {
                    $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $role -TargetObject $wanted))
                    continue
                }
                # The catalog's members are named as the resources.
                if ($only -and -not $role.$only) { continue }
                if ($PSBoundParameters.ContainsKey('Privileged') -and $role.privileged -ne [bool]$Privileged) { continue }
                [pscustomobject]@{ PSTypeName = 'ExoMt.DirectoryRoleInfo'; Name = $role.name; TemplateId = $role.templateId; Privileged = $role.privileged; Exchange = $role.exchange; Compliance = $role.compliance }
            }
        }
    }
}
