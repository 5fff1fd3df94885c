function Get-AuditValue {
    # What the texts of an audit query are filled with, quoted.
    param([System.Collections.IDictionary] $Subject, [System.Collections.IDictionary] $Period, [string[]] $Cmdlet, [object] $Cloud)

    $culture = [System.Globalization.CultureInfo]::InvariantCulture
    $operations = @(foreach ($name in $Cmdlet) { ConvertTo-PowerShellText -Text $name }) -join ', '
    $conditions = @(
        if ($Subject.TokenId) { "if (`$access.UniqueTokenId -ceq '$($Subject.TokenId)') { 'Token' }" }
        if ($Subject.ObjectId) { "if (`$data.TokenObjectId -eq '$($Subject.ObjectId)') { 'ServicePrincipal' }" }
        # Real records have it at the top as well, where the schema has none.
        if ($Subject.AppId) { "if ('$($Subject.AppId)' -in `$access.ClientAppId, `$data.ClientAppId, `$data.AppId) { 'App' }" }
    ) -join "`n    else"
    @{
        start = $Period.StartDate.ToString("yyyy-MM-dd HH:mm:ss'Z'", $culture); end = $Period.EndDate.ToString("yyyy-MM-dd HH:mm:ss'Z'", $culture)
        graphStart = $Period.StartDate.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $culture); graphEnd = $Period.EndDate.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $culture)
        operations = if ($operations) { "`n    Operations     = $operations" } else { '' }
        graphOperations = if ($operations) { "`n    operationFilters    = @($operations)" } else { '' }
        conditions = $conditions
        tenant = if ($Subject.TenantId) { "`n    if (`$data.TokenTenantId -and `$data.TokenTenantId -ne '$($Subject.TenantId)') { continue }" } else { '' }
        connectTenant = if ($Subject.TenantId) { " -TenantId $($Subject.TenantId)" } else { '' }
        graph = $Cloud.graph; record = ''
        graphEnvironment = if ($Cloud.graphEnvironment) { $Cloud.graphEnvironment } else { $Cloud.name }
    }
}
