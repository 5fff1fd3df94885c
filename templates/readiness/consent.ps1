{% include "readiness/connect_graph.ps1" %} 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'
$principal = New-MgServicePrincipal -AppId '{{ context.app_id }}'
{% include "readiness/assign_permission.ps1" %}
