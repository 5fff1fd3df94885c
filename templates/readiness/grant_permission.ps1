{% include "readiness/connect_graph.ps1" %} 'Application.Read.All', 'AppRoleAssignment.ReadWrite.All'
$principal = Get-MgServicePrincipal -Filter "appId eq '{{ context.app_id }}'"
{% include "readiness/assign_permission.ps1" %}
