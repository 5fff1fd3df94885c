same=$(az ad app list --filter '{{ context.name_filter }}' --query '[].appId' --output tsv)
if [ -n "$same" ]; then
    echo "An app of this name exists already: $same. Complete it with the commands of Get-ExoMtAppSetup -AppId." >&2
    false
else
    app_id=$(az ad app create --display-name='{{ context.name }}' --sign-in-audience AzureADMultipleOrgs \
        --web-redirect-uris '{{ context.redirect_uri }}' \
        --required-resource-accesses '[{% for permission in context.permissions %}{% if !loop.first %},{% endif %}{"resourceAppId":"{{ permission.application_id }}","resourceAccess":[{"id":"{{ permission.id }}","type":"Role"}]}{% endfor %}]' \
        --key-type AsymmetricX509Cert --key-usage Verify --key-display-name ExoMt \
        --key-value "$(openssl x509 -in "$certificate_file" -outform DER | openssl base64 -A)" \
        --end-date "$(openssl x509 -in "$certificate_file" -noout -enddate | cut -d= -f2)" \
        --query appId --output tsv)
fi
