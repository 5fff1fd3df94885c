function Test-ExoMtFailure {
    # Whether a function gave a failure instead of its result.
    param([object] $Value)

    $Value -is [System.Management.Automation.PSCustomObject] -and $Value.PSObject.TypeNames[0] -eq 'ExoMt.Failure'
}
