function Get-PassThroughParameter {
    # Returns the parameters of the connect command as dynamic parameters of Connect-ExoMtTenant,
    # except those for the credential and the endpoint.
    param([System.Management.Automation.CommandInfo] $Command)

    $made = [System.Management.Automation.RuntimeDefinedParameterDictionary]::new()
    $owned = @(
        'AccessToken', 'App', 'AppId', 'ApplicationId', 'Assertion', 'Authority', 'AzureADAuthorizationEndpointUri', 'Certificate*', 'ClientId', 'ClientSecret', 'ConnectionUri'
        'Credential', 'CustomerId', 'CustomerTenantId', 'DefaultDomainName', 'DelegatedOrganization', 'Device', 'DisableWAM', 'Domain', 'Environment', 'ExchangeEnvironmentName', 'Force', 'ForceRefresh'
        'InlineCredential', 'KeepConnections', 'ManagedIdentity*', 'Organization', 'PassThru', 'PSSessionOption', 'Resource', 'SendCertificateChain', 'Tenant', 'TenantId', 'Thumbprint', 'Timeout', 'TimeoutSec', 'Token'
        'UserPrincipalName', 'UseRPSSession'
    ) + @([System.Management.Automation.Cmdlet]::CommonParameters) + @([System.Management.Automation.Cmdlet]::OptionalCommonParameters)
    foreach ($parameter in $Command.Parameters.Values) {
        if (@($owned | Where-Object { $parameter.Name -like $_ }).Count -gt 0) { continue }
        $attributes = [System.Collections.ObjectModel.Collection[System.Attribute]]::new()
        $attributes.Add([System.Management.Automation.ParameterAttribute]::new())
        foreach ($attribute in $parameter.Attributes) {
            # Positions would conflict with those of Connect-ExoMtTenant. PowerShell adds the
            # converter itself.
            if ($attribute -is [System.Management.Automation.ParameterAttribute] -or $attribute.GetType().Name -eq 'ArgumentTypeConverterAttribute') { continue }
            $attributes.Add($attribute)
        }
        $made.Add($parameter.Name, [System.Management.Automation.RuntimeDefinedParameter]::new($parameter.Name, $parameter.ParameterType, $attributes))
    }
    $made
}
