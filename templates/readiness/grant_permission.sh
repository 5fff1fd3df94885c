{% include "readiness/login.sh" %}
principal=$(az ad sp show --id {{ context.app_id }} --query id --output tsv)
{% include "readiness/assign_permission.sh" %}
