Connect-MgGraph{% if let Some(environment) = context.graph_environment %} -Environment {{ environment }}{% endif %} -TenantId '{{ context.tenant }}' -Scopes
