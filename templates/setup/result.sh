if [ -n "$temporary" ]; then rm -f "$temporary"; fi
printf 'App id: %s\n' "$app_id"
printf '%s\n' "Next, for each customer: New-ExoMtConsentUrl -AppId $app_id"'{{ consent_arguments }}'
printf '%s\n' "And to get tokens: \$app = New-ExoMtApp -AppId $app_id $credential{% if let Some(environment) = context.environment %} -Environment {{ environment }}{% endif %}"
