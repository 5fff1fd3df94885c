& {
    $ErrorActionPreference = 'Stop'
    # Properties that a record lacks are null.
    Set-StrictMode -Off
    # Run in Exchange Online PowerShell of the customer tenant, with the role View-Only Audit Logs or Audit Logs.
    $search = @{
        RecordType     = 'ExchangeAdmin'
        StartDate      = '{{ start }}'
        EndDate        = '{{ end }}'
{%- if !cmdlets.is_empty() %}
        Operations     = {% for cmdlet in cmdlets %}{% if !loop.first %}, {% endif %}'{{ cmdlet }}'{% endfor %}
{%- endif %}
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
{% include "audit/record.ps1" %}
    }
}
