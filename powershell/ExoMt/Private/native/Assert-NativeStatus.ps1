function Assert-NativeStatus {
    # Ends the command if a call of the library failed.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $Status, [object] $ErrorBuffer)

    if ($Status -eq 0) { return }
    Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (Get-NativeFailure -Status $Status -ErrorBuffer $ErrorBuffer)
}
