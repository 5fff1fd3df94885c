function Get-SetupRegistrationStep {
    # The step that registers a new app: in one request, since a new app can not be found
    # everywhere at once.
    param([System.Collections.IDictionary] $Values)

    $graph = @'
$same = @(Get-MgApplication -Filter {{psFilter}} -ErrorAction Stop)
if ($same.Count -gt 0) { throw "An app of this name exists already ($($same.AppId -join ', ')). Complete it with the commands of Get-ExoMtAppSetup -AppId." }
$registration = @{
    DisplayName            = {{psName}}
    SignInAudience         = 'AzureADMultipleOrgs'
    Web                    = @{ RedirectUris = @({{psRedirect}}) }
    RequiredResourceAccess = @({{psAccesses}})
    KeyCredentials         = @(@{ Type = 'AsymmetricX509Cert'; Usage = 'Verify'; DisplayName = 'ExoMt'; Key = $certificate.RawData })
}
$app = New-MgApplication @registration -ErrorAction Stop
'@
    # az ad app create would change an app of the same name without asking.
    $az = @'
same=$(az ad app list --filter {{shFilter}} --query '[].appId' --output tsv)
if [ -n "$same" ]; then
    echo "An app of this name exists already: $same. Complete it with the commands of Get-ExoMtAppSetup -AppId." >&2
    false
else
    app_id=$(az ad app create --display-name={{shName}} --sign-in-audience AzureADMultipleOrgs \
        --web-redirect-uris {{shRedirect}} \
        --required-resource-accesses {{shAccesses}} \
        --key-type AsymmetricX509Cert --key-usage Verify --key-display-name ExoMt \
        --key-value "$(openssl x509 -in "$certificate_file" -outform DER | openssl base64 -A)" \
        --end-date "$(openssl x509 -in "$certificate_file" -noout -enddate | cut -d= -f2)" \
        --query appId --output tsv)
fi
'@
    New-SetupStep -Values $Values -Name 'Registration' -Purpose 'for all organizations, with redirect, permission and certificate.' -GraphPowerShell $graph -AzureCli $az
}
