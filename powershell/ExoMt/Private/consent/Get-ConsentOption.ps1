function Get-ConsentOption {
    # Returns the options of a consent URL that identify the app: from -AppId and -Environment, or
    # from the app that the command uses. With Optional, returns nothing if there is no app.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound, [object] $Optional)

    if ($Bound.ContainsKey('AppId')) {
        $options = @{ appId = $Bound['AppId'] }
        if ($Bound['Environment']) { $options.environment = $Bound['Environment'] }
        return $options
    }
    if ($Optional -and -not $Bound.ContainsKey('App') -and $null -eq $script:DefaultApp) { return }
    $app = (Resolve-App -Cmdlet $Cmdlet -Bound $Bound)['App']
    @{ appId = $app.AppId; environment = $app.Environment; authority = $app.Authority }
}
