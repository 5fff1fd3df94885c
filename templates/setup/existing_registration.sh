app_id={{ app_id }}
audience=$(az ad app show --id "$app_id" --query signInAudience --output tsv | tr -d '\r')
case "$audience" in
    AzureADMultipleOrgs | AzureADandPersonalMicrosoftAccount) ;;
    *) az ad app update --id "$app_id" --sign-in-audience AzureADMultipleOrgs ;;
esac
redirects=$(az ad app show --id "$app_id" --query web.redirectUris --output tsv | tr -d '\r')
all=('{{ context.redirect_uri }}')
missing=yes
while IFS= read -r uri; do
    if [ "$uri" = '{{ context.redirect_uri }}' ]; then missing=no; elif [ -n "$uri" ]; then all+=("$uri"); fi
done <<< "$redirects"
if [ "$missing" = yes ]; then az ad app update --id "$app_id" --web-redirect-uris "${all[@]}"; fi
