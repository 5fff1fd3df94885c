function New-ExoMtAuditQuery {
    <#
    .SYNOPSIS
        Builds the commands that find in a customer's audit log what was done with a token or by the app.

    .DESCRIPTION
        Accepts the ids in a token and returns two scripts, ready to paste: one for Search-UnifiedAuditLog in Exchange Online PowerShell, with paging, and one for the audit search of Microsoft Graph. Both return the same objects. Match shows which id was found in a record.

        Log the TokenId and ObjectId of a token in your job, to match audit records with that run. The command itself sends nothing.

    .PARAMETER Token
        A token object of Get-ExoMtToken or ConvertFrom-ExoMtToken, or another object with TokenId, ObjectId, AppId or TenantId.

    .PARAMETER TokenId
        The id of one token (the claim uti), which a record has as AppAccessContext.UniqueTokenId.

    .PARAMETER ObjectId
        The id of the app's service principal in the customer tenant (the claim oid), which a record has as TokenObjectId.

    .PARAMETER AppId
        The application (client) id, which a record has as AppAccessContext.ClientAppId.

    .PARAMETER TenantId
        The customer tenant, as GUID. Records of tokens for other tenants are omitted.

    .PARAMETER StartDate
        The start of the search: a DateTime or a date and time in ISO 8601, in UTC if it has no time zone. The default is 24 hours before the end.

    .PARAMETER EndDate
        The end of the search. The default is now.

    .PARAMETER Cmdlet
        Searches only for these cmdlets, by their full names.

    .PARAMETER Environment
        The cloud of the customer, by default the cloud of the token: Worldwide, GCCHigh or another name that New-ExoMtApp -Environment lists.

    .EXAMPLE
        (Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com | New-ExoMtAuditQuery).SearchUnifiedAuditLog | Set-Clipboard

        Copies the search for what was done with one token.

    .EXAMPLE
        New-ExoMtAuditQuery -AppId $appId -TenantId $tenantId -StartDate 2026-11-20 -EndDate 2026-11-25 -Cmdlet Set-Mailbox, New-TransportRule

        Builds the search for some cmdlets that the app ran in five days.

    .OUTPUTS
        ExoMt.AuditQuery: Organization, TenantId, AppId, ObjectId, TokenId, StartDate, EndDate, Cmdlet, Environment, SearchUnifiedAuditLog, GraphPowerShell, Fields (Name, Meaning), Notes.

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
        # All objects of a pipeline share one end date.
        $search = @{ cmdlets = [string[]]@($Cmdlet); endDate = [System.DateTimeOffset]::UtcNow }
        foreach ($name in 'startDate', 'endDate') {
            if ($PSBoundParameters.ContainsKey($name)) { $search[$name] = $PSBoundParameters[$name] }
            if ($search[$name] -is [datetime] -or $search[$name] -is [System.DateTimeOffset]) { $search[$name] = $search[$name].ToString('o', [System.Globalization.CultureInfo]::InvariantCulture) }
            elseif ($search.ContainsKey($name)) { $search[$name] = [string]$search[$name] }
        }
    }

    process {
        $options = $search.Clone()
        foreach ($name in 'tokenId', 'objectId', 'appId', 'tenantId', 'organization', 'environment') {
            $value = "$(Get-MemberValue -InputObject $Token -Name $name)"
            if ($PSBoundParameters.ContainsKey($name)) { $options[$name] = $PSBoundParameters[$name] } elseif ($value) { $options[$name] = $value }
        }
        $query = Invoke-NativeJson -Name exomt_audit_build -Arguments (ConvertTo-Json -InputObject $options)
        if (Test-ExoMtFailure $query) {
            # These come from parameters, so they are the same for every object.
            if ($query.name -in 'InvalidDate', 'InvalidCmdletName') { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $query }
            $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $query -TargetObject $null))
            return
        }
        ConvertTo-ExoMtObject -Type 'AuditQuery' -Value $query
    }
}
