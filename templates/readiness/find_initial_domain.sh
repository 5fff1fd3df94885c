{% include "readiness/login.sh" %}
az rest --method GET --url '{{ context.graph }}/v1.0/domains' --query 'value[?isInitial].id' --output tsv
