function Get-ConnectArgument {
    # Returns the arguments of the connect command except the token: the tenant's endpoint and the
    # caller's own parameters.
    param([object] $Endpoint, [string] $Organization, [System.Management.Automation.CommandInfo] $Command, [System.Collections.IDictionary] $Bound)

    $arguments = @{}
    foreach ($property in $Endpoint.PSObject.Properties) { $arguments[$property.Name] = $property.Value }
    foreach ($name in (Get-PassThroughParameter -Command $Command).Keys) {
        if ($Bound.ContainsKey($name)) { $arguments[$name] = $Bound[$name] }
    }
    if ($Command.Parameters.ContainsKey('ShowBanner') -and -not $arguments.ContainsKey('ShowBanner')) { $arguments['ShowBanner'] = $false }
    $arguments['Organization'] = $Organization
    # Otherwise a refusal could look like a connection.
    $arguments['ErrorAction'] = 'Stop'
    $arguments
}
