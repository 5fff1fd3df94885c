thumbprint=$(openssl x509 -in "$certificate_file" -noout -fingerprint -sha1 | cut -d= -f2 | tr -d ':')
thumbprints=$(az ad app credential list --id "$app_id" --cert --query '[].customKeyIdentifier' --output tsv | tr '[:lower:]' '[:upper:]')
case "$thumbprints" in
    *"$thumbprint"*) ;;
    *)
        # Without --append this would remove all other certificates and secrets.
        az ad app credential reset --id "$app_id" --append --display-name ExoMt --cert "@$certificate_file" \
            --end-date "$(openssl x509 -in "$certificate_file" -noout -enddate | cut -d= -f2)" --output none --only-show-errors
        ;;
esac
