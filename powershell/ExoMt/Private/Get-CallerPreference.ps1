function Get-CallerPreference {
    # Script modules do not inherit preferences that the calling script has set: the
    # command's own session state is the caller's.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound)

    $preferences = @{ ErrorActionPreference = 'ErrorAction'; WarningPreference = 'WarningAction'; InformationPreference = 'InformationAction'; VerbosePreference = 'Verbose'; DebugPreference = 'Debug' }
    foreach ($preference in $preferences.GetEnumerator()) {
        if ($Bound.ContainsKey($preference.Value)) { continue }
        $value = $Cmdlet.SessionState.PSVariable.GetValue($preference.Key)
        if ($null -ne $value) { @{ Name = $preference.Key; Value = $value } }
    }
}
