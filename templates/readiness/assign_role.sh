{% include "readiness/login.sh" %}
principal=$(az ad sp show --id {{ context.app_id }} --query id --output tsv)
az rest --method POST --url '{{ context.graph }}/v1.0/roleManagement/directory/roleAssignments' --headers Content-Type=application/json --body "{\"principalId\":\"$principal\",\"roleDefinitionId\":\"{{ context.role_template_id }}\",\"directoryScopeId\":\"/\"}"
