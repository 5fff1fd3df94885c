function New-ExoMtAuditQuery {
    <#
    .SYNOPSIS
        Makes the commands that find in a customer's audit log what was done with a token or by the app.

    .DESCRIPTION
        Takes the ids that a token carries and gives two texts, ready to paste: one for
        Search-UnifiedAuditLog in Exchange Online PowerShell, with paging, and one for the audit
        search of Microsoft Graph. Both give the same objects, with Match that says which of the
        ids fitted a record.

        Keep the TokenId and ObjectId of a token with the log of your job: they tie an audit
        record to that run. Nothing is sent by this command.

    .PARAMETER Token
        A token object of Get-ExoMtToken or ConvertFrom-ExoMtToken, or another object with
        TokenId, ObjectId, AppId or TenantId.

    .PARAMETER TokenId
        The id of one token (the claim uti), which a record has as AppAccessContext.UniqueTokenId.

    .PARAMETER ObjectId
        The id of the app's service principal in the customer tenant (the claim oid), which a
        record has as TokenObjectId.

    .PARAMETER AppId
        The application (client) id, which a record has as AppAccessContext.ClientAppId.

    .PARAMETER TenantId
        The customer tenant, as GUID: records of tokens for other tenants are left out.

    .PARAMETER StartDate
        Where the search begins: a DateTime or a text, in UTC if it has no time zone. By default
        24 hours before the end.

    .PARAMETER EndDate
        Where the search ends; now, if it is left out.

    .PARAMETER Cmdlet
        Only these cmdlets, by their whole names.

    .PARAMETER Environment
        The cloud of the customer, by default the cloud of the token: Worldwide, GCC, GCCHigh, DoD, China, Bleu, Delos, GovSG, or the name that Connect-ExchangeOnline uses, such as O365USGovGCCHigh.

    .EXAMPLE
        (Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com | New-ExoMtAuditQuery).SearchUnifiedAuditLog | Set-Clipboard

        Copies the search for what was done with one token.

    .EXAMPLE
        New-ExoMtAuditQuery -AppId $appId -TenantId $tenantId -StartDate 2026-11-20 -EndDate 2026-11-25 -Cmdlet Set-Mailbox, New-TransportRule

        Makes the search for some cmdlets that the app ran in five days.

    .OUTPUTS
        ExoMt.AuditQuery: Organization, TenantId, AppId, ObjectId, TokenId, StartDate, EndDate,
        Cmdlet, Environment, SearchUnifiedAuditLog, GraphPowerShell, Fields (Name, Meaning), Notes.

    .LINK
        Get-ExoMtToken
    #>
    [CmdletBinding(DefaultParameterSetName = 'Id')]
    [OutputType('ExoMt.AuditQuery')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'Token')]
        [AllowNull()]
        [Alias('InputObject')]
        [psobject] $Token,

        [string] $TokenId,

        [string] $ObjectId,

        [Alias('ClientId', 'ApplicationId')]
        [string] $AppId,

        [string] $TenantId,

        [object] $StartDate,

        [object] $EndDate,

        [Alias('Operation', 'Operations')]
        [string[]] $Cmdlet,

        [Alias('ExchangeEnvironmentName')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Environment
    )

    begin {
        Enter-ExoMtProcess $PSCmdlet
        $period = Resolve-AuditPeriod -Bound $PSBoundParameters
        if (Test-ExoMtFailure $period) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $period }
        foreach ($name in $Cmdlet) {
            $named = Test-CmdletName -Name $name
            if (Test-ExoMtFailure $named) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $named }
        }
    }

    process {
        $subject = Resolve-AuditSubject -Token $Token -Bound $PSBoundParameters
        $cloud = if (Test-ExoMtFailure $subject) { $subject } else { Find-CatalogCloud -Name $subject.Environment }
        if (Test-ExoMtFailure $cloud) {
            $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $cloud -TargetObject $null))
            return
        }
        $search, $graph = Get-AuditText -Values (Get-AuditValue -Subject $subject -Period $period -Cmdlet $Cmdlet -Cloud $cloud)
        [pscustomobject]@{
            PSTypeName            = 'ExoMt.AuditQuery'
            Organization          = if ($subject.Organization) { $subject.Organization }
            TenantId              = if ($subject.TenantId) { $subject.TenantId }
            AppId                 = if ($subject.AppId) { $subject.AppId }
            ObjectId              = if ($subject.ObjectId) { $subject.ObjectId }
            TokenId               = if ($subject.TokenId) { $subject.TokenId }
            StartDate             = $period.StartDate
            EndDate               = $period.EndDate
            Cmdlet                = [string[]]@($Cmdlet | Where-Object { $_ })
            Environment           = $cloud.name
            SearchUnifiedAuditLog = $search
            GraphPowerShell       = $graph
            Fields                = @(Get-AuditField)
            Notes                 = [string[]]@(Get-AuditNote -Subject $subject -Cloud $cloud)
        }
    }
}
