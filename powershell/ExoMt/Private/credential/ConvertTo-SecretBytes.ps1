function ConvertTo-SecretBytes {
    # Returns the UTF-8 bytes of a string or SecureString, which the caller clears, or a failure
    # that doesn't repeat the value. Never converts a SecureString into a string.
    param([object] $Value, [string] $Parameter)

    if ($Value -is [System.Management.Automation.PSObject]) { $Value = $Value.PSObject.BaseObject }
    if ($Value -is [System.Security.SecureString]) {
        $chars = [char[]]::new($Value.Length)
        $pointer = [System.Runtime.InteropServices.Marshal]::SecureStringToGlobalAllocUnicode($Value)
        try {
            [System.Runtime.InteropServices.Marshal]::Copy($pointer, $chars, 0, $chars.Length)
            return , [System.Text.Encoding]::UTF8.GetBytes($chars)
        }
        finally {
            [System.Runtime.InteropServices.Marshal]::ZeroFreeGlobalAllocUnicode($pointer)
            [System.Array]::Clear($chars, 0, $chars.Length)
        }
    }
    if ($Value -is [string] -and $Value.Trim().Length -gt 0) { return , [System.Text.Encoding]::UTF8.GetBytes($Value.Trim()) }
    $what = if ($null -eq $Value) { 'nothing' } elseif ($Value -is [string]) { 'an empty string' } else { "a $($Value.GetType().FullName)" }
    New-ExoMtFailure -Name 'InvalidArgument' -Category 'InvalidArgument' -Message "-$Parameter accepts a string or SecureString, but got $what." -Fix "Pass -$Parameter as a string or SecureString."
}
