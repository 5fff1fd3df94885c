{% include "readiness/connect_graph.ps1" %} 'Application.Read.All', 'RoleManagement.ReadWrite.Directory'
$principal = Get-MgServicePrincipal -Filter "appId eq '{{ context.app_id }}'"
New-MgRoleManagementDirectoryRoleAssignment -PrincipalId $principal.Id -RoleDefinitionId '{{ context.role_template_id }}' -DirectoryScopeId '/'
