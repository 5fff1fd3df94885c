function Stop-ExoMtCommand {
    # Terminates a command with an error that points to the caller's line. Other functions return
    # failures instead of throwing them, because PowerShell keeps a caught exception in $Error and
    # -ErrorVariable, in addition to the real error or in place of it.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $Failure, [object] $TargetObject)

    $Cmdlet.ThrowTerminatingError((New-ExoMtErrorRecord -Failure $Failure -TargetObject $TargetObject))
}
