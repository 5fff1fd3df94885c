az cloud set --name {{ azure_cloud }} --only-show-errors
az login --allow-no-subscriptions --output none
