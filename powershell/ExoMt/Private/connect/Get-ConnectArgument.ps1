function Get-ConnectArgument {
    # All that the genuine command is called with but the token: where to, and what the caller
    # said to it; or a failure.
    param([object] $Token, [object] $Cloud, [string] $Organization, [string] $Resource, [System.Management.Automation.CommandInfo] $Command, [System.Collections.IDictionary] $Bound)

    $endpoint = (Get-TokenField -Token $Token -Name 'Origin').Endpoint
    $arguments = Get-ConnectEndpoint -Cloud $Cloud -Authority $endpoint.Authority -ConnectionUri $endpoint.ConnectionUri -Resource $Resource
    if (Test-ExoMtFailure $arguments) { return $arguments }
    foreach ($name in (Get-PassThroughParameter -Command $Command).Keys) {
        if ($Bound.ContainsKey($name)) { $arguments[$name] = $Bound[$name] }
    }
    if ($Command.Parameters.ContainsKey('ShowBanner') -and -not $arguments.ContainsKey('ShowBanner')) { $arguments['ShowBanner'] = $false }
    $arguments['Organization'] = $Organization
    # Else a refusal could pass as a connection.
    $arguments['ErrorAction'] = 'Stop'
    $arguments
}
