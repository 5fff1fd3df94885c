function Get-SetupSignInStep {
    # The step that signs in to the home tenant.
    param([System.Collections.IDictionary] $Values)

    $graph = @'
# Needs the modules Microsoft.Graph.Authentication and Microsoft.Graph.Applications.
{{psAddEnvironment}}Connect-MgGraph -Environment {{psEnvironment}} -Scopes Application.ReadWrite.All -NoWelcome -ErrorAction Stop
'@
    # az keeps the cloud for its later commands too.
    $az = @'
az cloud set --name {{shCloud}} --only-show-errors
az login --allow-no-subscriptions --output none
'@
    New-SetupStep -Values $Values -Name 'SignIn' -Purpose 'to your own tenant, as somebody who may register apps, such as a Cloud Application Administrator.' -GraphPowerShell $graph -AzureCli $az
}
