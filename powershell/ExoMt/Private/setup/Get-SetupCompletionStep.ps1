function Get-SetupCompletionStep {
    # The steps that find an app which exists and add what it lacks; what it has stays.
    param([System.Collections.IDictionary] $Values)

    $graph = @'
$app = Get-MgApplication -Filter "appId eq '{{appId}}'" -ErrorAction Stop
if (-not $app) { throw 'No app {{appId}} is registered in this tenant.' }
if ($app.SignInAudience -notin 'AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount') {
    Update-MgApplication -ApplicationId $app.Id -SignInAudience AzureADMultipleOrgs -ErrorAction Stop
}
$redirects = @($app.Web.RedirectUris | Where-Object { $_ })
if ($redirects -cnotcontains {{psRedirect}}) {
    Update-MgApplication -ApplicationId $app.Id -Web @{ RedirectUris = @($redirects + {{psRedirect}}) } -ErrorAction Stop
}
'@
    $az = @'
app_id={{appId}}
audience=$(az ad app show --id "$app_id" --query signInAudience --output tsv | tr -d '\r')
case "$audience" in
    AzureADMultipleOrgs | AzureADandPersonalMicrosoftAccount) ;;
    *) az ad app update --id "$app_id" --sign-in-audience AzureADMultipleOrgs ;;
esac
redirects=$(az ad app show --id "$app_id" --query web.redirectUris --output tsv | tr -d '\r')
all=({{shRedirect}})
missing=yes
while IFS= read -r uri; do
    if [ "$uri" = {{shRedirect}} ]; then missing=no; elif [ -n "$uri" ]; then all+=("$uri"); fi
done <<< "$redirects"
if [ "$missing" = yes ]; then az ad app update --id "$app_id" --web-redirect-uris "${all[@]}"; fi
'@
    New-SetupStep -Values $Values -Name 'Registration' -Purpose 'found by its id, for all organizations, with the redirect.' -GraphPowerShell $graph -AzureCli $az

    $graph = @'
$required = @(foreach ($entry in $app.RequiredResourceAccess) {
        if ($entry) { @{ ResourceAppId = $entry.ResourceAppId; ResourceAccess = @(foreach ($access in $entry.ResourceAccess) { @{ Id = $access.Id; Type = $access.Type } }) } }
    })
$lacked = $false
foreach ($wanted in @({{psPermissions}})) {
    $entry = $required | Where-Object { $_.ResourceAppId -eq $wanted.Resource }
    if (-not $entry) {
        $entry = @{ ResourceAppId = $wanted.Resource; ResourceAccess = @() }
        $required += $entry
    }
    if (@($entry.ResourceAccess | Where-Object { $_.Id -eq $wanted.Role }).Count -eq 0) {
        $entry.ResourceAccess += @{ Id = $wanted.Role; Type = 'Role' }
        $lacked = $true
    }
}
if ($lacked) { Update-MgApplication -ApplicationId $app.Id -RequiredResourceAccess $required -ErrorAction Stop }
'@
    $az = @'
for wanted in {{shPermissions}}; do
    resource=${wanted%%=*}
    role=${wanted##*=}
    listed=$(az ad app permission list --id "$app_id" --query "[?resourceAppId=='$resource'].resourceAccess[].id" --output tsv)
    case "$listed" in
        *"$role"*) ;;
        *) az ad app permission add --id "$app_id" --api "$resource" --api-permissions "$role=Role" --only-show-errors ;;
    esac
done
'@
    New-SetupStep -Values $Values -Name 'Permission' -Purpose 'Exchange.ManageAsApp, beside what is listed already.' -GraphPowerShell $graph -AzureCli $az

    $graph = @'
# Only when they are asked for alone do keys come with their value, and without it they could not be kept.
$there = @((Get-MgApplication -ApplicationId $app.Id -Property 'id', 'keyCredentials' -ErrorAction Stop).KeyCredentials | Where-Object { $_ })
$value = [System.Convert]::ToBase64String($certificate.RawData)
if (@($there | Where-Object { $_.Key -and [System.Convert]::ToBase64String($_.Key) -eq $value }).Count -eq 0) {
    $key = @{ Type = 'AsymmetricX509Cert'; Usage = 'Verify'; DisplayName = 'ExoMt'; Key = $certificate.RawData }
    Update-MgApplication -ApplicationId $app.Id -KeyCredentials @($there + $key) -ErrorAction Stop
}
'@
    # Without --append the command would take all other certificates and secrets away.
    $az = @'
thumbprint=$(openssl x509 -in "$certificate_file" -noout -fingerprint -sha1 | cut -d= -f2 | tr -d ':')
there=$(az ad app credential list --id "$app_id" --cert --query '[].customKeyIdentifier' --output tsv | tr '[:lower:]' '[:upper:]')
case "$there" in
    *"$thumbprint"*) ;;
    *)
        az ad app credential reset --id "$app_id" --append --display-name ExoMt --cert "@$certificate_file" \
            --end-date "$(openssl x509 -in "$certificate_file" -noout -enddate | cut -d= -f2)" --output none --only-show-errors
        ;;
esac
'@
    New-SetupStep -Values $Values -Name 'Key' -Purpose 'the public part of the certificate, beside those that are there.' -GraphPowerShell $graph -AzureCli $az
}
