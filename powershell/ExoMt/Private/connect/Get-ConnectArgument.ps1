function Get-ConnectArgument {
    # Returns the arguments of the connecting command except the token: the tenant's endpoint and
    # what the caller gave.
    param([object] $Endpoint, [string] $Organization, [System.Management.Automation.CommandInfo] $Command, [System.Collections.IDictionary] $Bound)

    $arguments = @{}
    foreach ($property in $Endpoint.PSObject.Properties) { $arguments[$property.Name] = $property.Value }
    foreach ($name in (Get-PassThroughParameter -Command $Command).Keys) {
        if ($Bound.ContainsKey($name)) { $arguments[$name] = $Bound[$name] }
    }
    if ($Command.Parameters.ContainsKey('ShowBanner') -and -not $arguments.ContainsKey('ShowBanner')) { $arguments['ShowBanner'] = $false }
    $arguments['Organization'] = $Organization
    # Otherwise a refusal could pass as a connection.
    $arguments['ErrorAction'] = 'Stop'
    $arguments
}
