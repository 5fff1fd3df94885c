function Assert-AppSetting {
    # Ends the command when -Environment or -Authority contradicts the app, whose own are used.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Entry, [System.Collections.IDictionary] $Bound)

    foreach ($name in 'Environment', 'Authority') {
        $given = "$($Bound[$name])".TrimEnd('/')
        # An alias is right too if the app was made with it.
        $known = "$($Entry['App'].$name)", "$($Entry['Options'][$name])".TrimEnd('/')
        if (-not $given -or $known -contains $given) { continue }
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'AppMismatch' -Category 'InvalidArgument' -Message "-$name is '$given', but the app was made for '$($known[0])'." -Fix "Omit -$name, or make another app with New-ExoMtApp -$name.")
    }
}
