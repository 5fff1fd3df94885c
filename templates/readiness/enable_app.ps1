{% include "readiness/connect_graph.ps1" %} 'Application.ReadWrite.All'
$principal = Get-MgServicePrincipal -Filter "appId eq '{{ context.app_id }}'"
Update-MgServicePrincipal -ServicePrincipalId $principal.Id -AccountEnabled:$true
