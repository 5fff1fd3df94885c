for wanted in{% for permission in context.permissions %} {{ permission.application_id }}={{ permission.id }}{% endfor %}; do
    resource=${wanted%%=*}
    role=${wanted##*=}
    listed=$(az ad app permission list --id "$app_id" --query "[?resourceAppId=='$resource'].resourceAccess[].id" --output tsv)
    case "$listed" in
        *"$role"*) ;;
        *) az ad app permission add --id "$app_id" --api "$resource" --api-permissions "$role=Role" --only-show-errors ;;
    esac
done
