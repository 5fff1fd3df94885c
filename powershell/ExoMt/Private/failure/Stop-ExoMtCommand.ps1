function Stop-ExoMtCommand {
    # Ends a command with a failure, as an error at the caller's line. Until here failures are
    # returned and not thrown: PowerShell keeps a caught exception in $Error and in -ErrorVariable,
    # where it would stand beside the real error or in its place.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $Failure, [object] $TargetObject)

    $Cmdlet.ThrowTerminatingError((New-ExoMtErrorRecord -Failure $Failure -TargetObject $TargetObject))
}
