function Set-CallerPreference {
    # Applies the preferences of a command's caller in the command's scope, because script modules
    # don't inherit them. Scope 1 is the scope of the function that calls this one. A command's
    # SessionState is that of its caller.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [int] $Scope = 1)

    $bound = $Cmdlet.MyInvocation.BoundParameters
    $caller = $Cmdlet.SessionState.PSVariable
    $own = $ExecutionContext.SessionState.PSVariable
    foreach ($pair in @('ErrorActionPreference', 'ErrorAction'), @('WarningPreference', 'WarningAction'), @('InformationPreference', 'InformationAction'), @('VerbosePreference', 'Verbose'), @('DebugPreference', 'Debug'), @('ProgressPreference', 'ProgressAction'), @('ConfirmPreference', 'Confirm'), @('WhatIfPreference', 'WhatIf')) {
        if ($bound.ContainsKey($pair[1])) { continue }
        $value = $caller.GetValue($pair[0])
        if ($null -ne $value -and $value -ne $own.GetValue($pair[0])) { Set-Variable -Scope $Scope -Name $pair[0] -Value $value -WhatIf:$false -Confirm:$false }
    }
}
