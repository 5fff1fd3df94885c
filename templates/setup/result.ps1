'App id: ' + $app.AppId
'Next, for each customer: New-ExoMtConsentUrl -AppId ' + $app.AppId + '{{ consent_arguments }}'
'And to get tokens: $app = New-ExoMtApp -AppId ' + $app.AppId + " $credential{% if let Some(environment) = context.environment %} -Environment {{ environment }}{% endif %}"
