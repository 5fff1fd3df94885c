function Test-CmdletName {
    # Whether a text is the name of one cmdlet; else a failure.
    param([string] $Name)

    if ($Name -match '^[A-Za-z]+-[A-Za-z0-9]+$') { return $true }
    New-ExoMtFailure -Name 'InvalidCmdletName' -Category 'InvalidArgument' -Message "-Cmdlet: '$(ConvertTo-CleanLine -Text $Name)' is not the name of a cmdlet." -Fix 'Give whole names such as Set-Mailbox: the audit log takes no wildcards here.'
}
