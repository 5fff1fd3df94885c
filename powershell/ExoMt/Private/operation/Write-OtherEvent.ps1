function Write-OtherEvent {
    # Writes an event that isn't a token: an error, or the object into which the command converts it.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run, [string] $Json)

    $description = ConvertFrom-Json -InputObject $Json
    if ($description.kind -in 'sign', 'assertion') { return }
    $Run['Done']++
    if ($description.kind -ne 'error') {
        & $Run['Convert'] $description
        return
    }
    $Run['Failed']++
    # A command that needs one token only reports the failure itself.
    if ($Run.Contains('Failures')) {
        $description.error.PSObject.TypeNames.Insert(0, 'ExoMt.Failure')
        $Run['Failures'].Add($description.error)
    }
    else { $Cmdlet.WriteError((New-ExoMtErrorRecord -Failure $description.error -TargetObject $description.organization)) }
}
