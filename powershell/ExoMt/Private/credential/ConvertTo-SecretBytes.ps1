function ConvertTo-SecretBytes {
    # Returns the UTF-8 bytes of a string or SecureString, or a failure that doesn't repeat it.
    param([object] $Value, [string] $Parameter)

    if ($Value -is [System.Management.Automation.PSObject]) { $Value = $Value.PSObject.BaseObject }
    if ($Value -is [System.Security.SecureString]) { return , (ConvertFrom-SecureText -Secure $Value) }
    if ($Value -is [string] -and $Value.Trim().Length -gt 0) { return , [System.Text.Encoding]::UTF8.GetBytes($Value.Trim()) }
    $what = if ($null -eq $Value) { 'nothing' } elseif ($Value -is [string]) { 'an empty string' } else { "a $($Value.GetType().FullName)" }
    New-ExoMtFailure -Name 'InvalidArgument' -Category 'InvalidArgument' -Message "-$Parameter accepts a string or SecureString, but got $what." -Fix "Pass -$Parameter as a string or SecureString."
}
