function Get-AuditText {
    # The two texts of an audit query: how records are fetched, then what both do with one.
    param([System.Collections.IDictionary] $Values)

    $record = @'
    $access = $data.AppAccessContext
    $match = {{conditions}}
    if (-not $match) { continue }{{tenant}}
    [pscustomobject]@{
        Time            = $data.CreationTime
        Match           = $match
        Cmdlet          = $data.Operation
        Object          = if ($data.ModifiedObjectResolvedName) { $data.ModifiedObjectResolvedName } else { $data.ObjectId }
        Parameters      = @($data.Parameters | Where-Object { $_ } | ForEach-Object { "-$($_.Name) $($_.Value)" }) -join ' '
        Result          = $data.ResultStatus
        UserId          = $data.UserId
        UserType        = $data.UserType
        ClientAppId     = $access.ClientAppId
        UniqueTokenId   = $access.UniqueTokenId
        TokenIssuedAt   = $access.IssuedAtTime
        CorrelationId   = $access.CorrelationId
        TokenObjectId   = $data.TokenObjectId
        TokenTenantId   = $data.TokenTenantId
        ExternalAccess  = $data.ExternalAccess
    }
'@
    $search = @'
# In Exchange Online PowerShell of the customer tenant, with the role View-Only Audit Logs or Audit Logs.
$search = @{
    RecordType     = 'ExchangeAdmin'
    StartDate      = '{{start}}'
    EndDate        = '{{end}}'{{operations}}
    SessionId      = "ExoMt $([guid]::NewGuid())"
    SessionCommand = 'ReturnLargeSet'
    ResultSize     = 5000
}
$found = @{}
do {
    $before = $found.Count
    foreach ($record in Search-UnifiedAuditLog @search) { if ($record) { $found[[string]$record.Identity] = $record } }
} while ($found.Count -gt $before -and $found.Count -lt 50000)
foreach ($record in $found.Values) {
    $data = ConvertFrom-Json -InputObject $record.AuditData
{{record}}
}
'@
    $graph = @'
# In Microsoft Graph PowerShell (module Microsoft.Graph.Authentication), by somebody who may search the audit log.
Connect-MgGraph -Environment {{graphEnvironment}}{{connectTenant}} -Scopes AuditLogsQuery-Exchange.Read.All -NoWelcome
$uri = '{{graph}}/v1.0/security/auditLog/queries'
$body = @{
    displayName         = "ExoMt $([guid]::NewGuid())"
    filterStartDateTime = '{{graphStart}}'
    filterEndDateTime   = '{{graphEnd}}'
    recordTypeFilters   = @('exchangeAdmin'){{graphOperations}}
}
$query = Invoke-MgGraphRequest -Method POST -Uri $uri -Body (ConvertTo-Json -InputObject $body) -ContentType 'application/json' -OutputType PSObject
$uri = "$uri/$($query.id)"
while ($query.status -in 'notStarted', 'running') {
    Start-Sleep -Seconds 10
    $query = Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType PSObject
}
if ($query.status -ne 'succeeded') { throw "The audit query ended as '$($query.status)'." }
$records = @()
$next = "$uri/records"
while ($next) {
    $page = Invoke-MgGraphRequest -Method GET -Uri $next -OutputType PSObject
    $records += $page.value
    $next = $page.'@odata.nextLink'
}
foreach ($one in $records) {
    $data = $one.auditData
{{record}}
}
'@
    $Values.record = Expand-Template -Text $record -Values $Values
    # What a record lacks is null, not an error.
    foreach ($text in $search, $graph) { ConvertTo-BlockText -Text ("Set-StrictMode -Off`n" + (Expand-Template -Text $text -Values $Values)) }
}
