$exchange = Get-MgServicePrincipal -Filter "appId eq '{{ context.application_id }}'"
New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -PrincipalId $principal.Id -ResourceId $exchange.Id -AppRoleId '{{ context.permission_id }}'
