function Get-LookupOption {
    # Where to look for what Entra publishes, from the bound parameters of a command.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound)

    $options = @{ network = Get-NetworkOption -Cmdlet $Cmdlet -Bound $Bound }
    if ($Bound['Environment']) { $options.environment = [string]$Bound['Environment'] }
    if ($Bound['Authority']) { $options.authority = [string]$Bound['Authority'] }
    $options
}
