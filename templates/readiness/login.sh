{% if let Some(cloud) = context.azure_cloud -%}
az cloud set --name {{ cloud }}
{% endif -%}
az login --tenant '{{ context.tenant }}' --allow-no-subscriptions
