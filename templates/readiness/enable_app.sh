{% include "readiness/login.sh" %}
az ad sp update --id {{ context.app_id }} --set accountEnabled=true
