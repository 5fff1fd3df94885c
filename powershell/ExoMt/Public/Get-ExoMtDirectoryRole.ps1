function Get-ExoMtDirectoryRole {
    <#
    .SYNOPSIS
        Shows which directory roles Exchange accepts from an app, and which role is enough for a task.

    .DESCRIPTION
        Without -Task, returns the directory roles of Microsoft Entra that ExoMt knows. Each says whether Exchange Online PowerShell and Security & Compliance PowerShell accept it from an app.

        With -Task, returns the directory roles that are enough for a task, least privileged first, and the role groups that allow the task in Exchange and nothing else. It includes the commands that add the app to the first role group. Each role and role group has a Confidence: documented, observed or assumed. An admin of each customer tenant has to assign the role or add the app to the role group.

        Works offline and sends nothing. A directory role can't be limited to some recipients; a custom role group with a write scope can.

    .PARAMETER Name
        Names, patterns with * and ?, or template ids, or objects with a TemplateId, such as the DirectoryRoles of a token. The default is all roles.

    .PARAMETER Supported
        Only roles that Exchange Online PowerShell accepts from an app, or the PowerShell that -Resource names.

    .PARAMETER Privileged
        Only roles that Entra marks as privileged. -Privileged:$false returns the others.

    .PARAMETER Resource
        Exchange or Compliance: only roles, or with -Task only tasks, of that PowerShell.

    .PARAMETER Task
        Tasks: ReadOnly, Recipients, MailFlow, AuditLog and others, which the Tab key shows. A pattern such as * returns several.

    .PARAMETER AppId
        The application (client) id for the commands, instead of a placeholder.

    .PARAMETER ObjectId
        The id of the app's service principal (enterprise application) in the customer tenant, which a token of ExoMt has as ObjectId. It is not the object id of the registration.

    .PARAMETER DisplayName
        The name of the service principal in Exchange.

    .EXAMPLE
        Get-ExoMtDirectoryRole -Task MailFlow

        Shows what the app needs to manage mail flow rules, least privilege first.

    .EXAMPLE
        (Get-ExoMtDirectoryRole -Task ReadOnly -AppId $token.AppId -ObjectId $token.ObjectId).Commands

        Returns the commands that let the app read Exchange and nothing else, ready for the customer.

    .EXAMPLE
        $token.DirectoryRoles | Get-ExoMtDirectoryRole

        Shows the properties of the roles in a token.

    .OUTPUTS
        ExoMt.DirectoryRoleInfo: Name, TemplateId, Privileged, Exchange, Compliance. With -Task, ExoMt.RoleAdvice: Task, Description, Resource, DirectoryRoles, RoleGroups, Commands (lines), Notes.

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
        $options = @{}
        if ($Resource) { $options.resource = $Resource } elseif ($Supported) { $options.resource = 'Exchange' }
        foreach ($parameter in 'appId', 'objectId', 'displayName') {
            if ($PSBoundParameters.ContainsKey($parameter)) { $options[$parameter] = $PSBoundParameters[$parameter] }
        }
        if ($PSBoundParameters.ContainsKey('Privileged')) { $options.privileged = [bool]$Privileged }
    }

    process {
        foreach ($wanted in $Task) {
            $options.task = $wanted
            $found = Invoke-NativeJson -Name exomt_role_advise -Arguments $options
            if (-not (Test-ExoMtFailure $found)) { ConvertTo-ExoMtObject -Type 'RoleAdvice' -Value $found.advice }
            elseif ($found.name -eq 'UnknownTask') { $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $found -TargetObject $wanted)) }
            else { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $found }
        }
        if ($PSCmdlet.ParameterSetName -eq 'Task') { return }
        # foreach skips null, but an empty property of an object arrives as null.
        if ($null -eq $Name) { $Name = , $null }
        foreach ($wanted in $Name) {
            $options.name = "$wanted"
            foreach ($member in 'Name', 'TemplateId') {
                $value = "$(Get-MemberValue -InputObject $wanted -Name $member)"
                if ($value) { $options.name = $value }
            }
            $found = Invoke-NativeJson -Name exomt_role_find -Arguments $options
            if (-not (Test-ExoMtFailure $found)) { ConvertTo-ExoMtObject -Type 'DirectoryRoleInfo' -Value $found.roles }
            elseif ($found.name -eq 'RoleNotFound') { $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $found -TargetObject $wanted)) }
            else { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $found }
        }
    }
}
