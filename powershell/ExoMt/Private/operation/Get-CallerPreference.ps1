function Get-CallerPreference {
    # Returns the preferences of a command's caller that differ from the module's: script modules
    # don't inherit them. The command's own session state is the caller's.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound)

    # WhatIfPreference comes last: Set-Variable obeys it too.
    $caller = $Cmdlet.SessionState.PSVariable
    $own = $ExecutionContext.SessionState.PSVariable
    foreach ($pair in @('ErrorActionPreference', 'ErrorAction'), @('WarningPreference', 'WarningAction'), @('InformationPreference', 'InformationAction'), @('VerbosePreference', 'Verbose'), @('DebugPreference', 'Debug'), @('ProgressPreference', 'ProgressAction'), @('ConfirmPreference', 'Confirm'), @('WhatIfPreference', 'WhatIf')) {
        if ($Bound.ContainsKey($pair[1])) { continue }
        $value = $caller.GetValue($pair[0])
        if ($null -ne $value -and $value -ne $own.GetValue($pair[0])) { @{ Name = $pair[0]; Value = $value } }
    }
}
