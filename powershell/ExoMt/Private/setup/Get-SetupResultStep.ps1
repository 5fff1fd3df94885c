function Get-SetupResultStep {
    # The step that says what came of it and what comes next.
    param([System.Collections.IDictionary] $Values)

    $graph = @'
'App id: ' + $app.AppId
'Next, for each customer: New-ExoMtConsentUrl -AppId ' + $app.AppId + {{psConsentRest}}
'And to get tokens: $app = New-ExoMtApp -AppId ' + $app.AppId + " $credential{{newAppRest}}"
'@
    $az = @'
if [ -n "$temporary" ]; then rm -f "$temporary"; fi
printf 'App id: %s\n' "$app_id"
printf '%s\n' "Next, for each customer: New-ExoMtConsentUrl -AppId $app_id"{{shConsentRest}}
printf '%s\n' "And to get tokens: \$app = New-ExoMtApp -AppId $app_id $credential{{newAppRest}}"
'@
    New-SetupStep -Values $Values -Name 'Result' -Purpose 'the app id, and the next commands of ExoMt.' -GraphPowerShell $graph -AzureCli $az
}
