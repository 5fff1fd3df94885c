& {
    $ErrorActionPreference = 'Stop'
    # Properties that a record lacks are null.
    Set-StrictMode -Off
    # Run in Microsoft Graph PowerShell (module Microsoft.Graph.Authentication), as an admin who is allowed to search the audit log.
{%- if !cloud.is_known %}
    {% include "graph/add_environment.ps1" %}
{%- endif %}
    Connect-MgGraph -Environment {{ cloud.environment }}{% if let Some(id) = tenant_id %} -TenantId {{ id }}{% endif %} -Scopes AuditLogsQuery-Exchange.Read.All -NoWelcome
    $uri = '{{ cloud.graph }}/v1.0/security/auditLog/queries'
    $body = @{
        displayName         = "ExoMt $([guid]::NewGuid())"
        filterStartDateTime = '{{ start }}'
        filterEndDateTime   = '{{ end }}'
        recordTypeFilters   = @('exchangeAdmin')
{%- if !cmdlets.is_empty() %}
        operationFilters    = @({% for cmdlet in cmdlets %}{% if !loop.first %}, {% endif %}'{{ cmdlet }}'{% endfor %})
{%- endif %}
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
{% include "audit/record.ps1" %}
    }
}
