Connect-ExchangeOnline{% if let Some(environment) = exchange_environment %} -ExchangeEnvironmentName {{ environment }}{% endif %}
New-ServicePrincipal -AppId '{{ app_id }}' -ObjectId '{{ object_id }}' -DisplayName 'ExoMt {{ app_id }}'
Add-RoleGroupMember -Identity 'View-Only Organization Management' -Member '{{ object_id }}'
