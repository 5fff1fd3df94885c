function Get-ConsentOption {
    # Returns the parts of a consent URL that say whose it is: of -AppId and -Environment, or of
    # the app that the command works with. Optional: nothing when no app is known.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound, [bool] $Optional)

    if ($Bound.ContainsKey('AppId')) {
        $options = @{ appId = $Bound['AppId'] }
        if ($Bound['Environment']) { $options.environment = $Bound['Environment'] }
        return $options
    }
    if ($Optional -and -not $Bound.ContainsKey('App') -and $null -eq $script:DefaultApp) { return }
    $app = (Resolve-App -Cmdlet $Cmdlet -Bound $Bound)['App']
    @{ appId = $app.AppId; environment = $app.Environment; authority = $app.Authority }
}
