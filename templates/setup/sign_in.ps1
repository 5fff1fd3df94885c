# Needs the modules Microsoft.Graph.Authentication and Microsoft.Graph.Applications.
{% if let Some(cloud) = context.graph -%}
{% if !cloud.is_known -%}
{% include "graph/add_environment.ps1" %}
{% endif -%}
Connect-MgGraph -Environment {{ cloud.environment }} -Scopes Application.ReadWrite.All -NoWelcome -ErrorAction Stop
{%- else -%}
throw 'ExoMt knows no host of Microsoft Graph in {{ context.cloud }}: register the app in the portal.'
{%- endif %}
