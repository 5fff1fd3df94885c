exchange=$(az ad sp show --id {{ context.application_id }} --query id --output tsv)
az rest --method POST --url "{{ context.graph }}/v1.0/servicePrincipals/$principal/appRoleAssignments" --headers Content-Type=application/json --body "{\"principalId\":\"$principal\",\"resourceId\":\"$exchange\",\"appRoleId\":\"{{ context.permission_id }}\"}"
