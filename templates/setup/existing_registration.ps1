$app = Get-MgApplication -Filter "appId eq '{{ app_id }}'" -ErrorAction Stop
if (-not $app) { throw 'No app {{ app_id }} is registered in this tenant.' }
if ($app.SignInAudience -notin 'AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount') {
    Update-MgApplication -ApplicationId $app.Id -SignInAudience AzureADMultipleOrgs -ErrorAction Stop
}
$redirects = @($app.Web.RedirectUris | Where-Object { $_ })
if ($redirects -cnotcontains '{{ context.redirect_uri }}') {
    Update-MgApplication -ApplicationId $app.Id -Web @{ RedirectUris = @($redirects + '{{ context.redirect_uri }}') } -ErrorAction Stop
}
