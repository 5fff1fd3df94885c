function New-SetupStep {
    # One step of a setup, with its two texts filled.
    param([System.Collections.IDictionary] $Values, [string] $Name, [string] $Purpose, [string] $GraphPowerShell, [string] $AzureCli)

    [pscustomobject]@{
        PSTypeName      = 'ExoMt.SetupStep'
        Name            = $Name
        Purpose         = $Purpose
        GraphPowerShell = "# ${Name}: $Purpose`n" + (Expand-Template -Text $GraphPowerShell -Values $Values)
        AzureCli        = if ($Values.shCloud) { "# ${Name}: $Purpose`n" + (Expand-Template -Text $AzureCli -Values $Values) } else { '' }
    }
}
