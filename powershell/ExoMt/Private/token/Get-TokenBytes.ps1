function Get-TokenBytes {
    # Returns the bytes of a token object, a text or a SecureString, or a failure. The caller clears
    # them.
    param([object] $Token)

    if ($null -ne $Token -and @($Token.PSObject.TypeNames) -match '(^|\.)ExoMt\.Token$') {
        $secret = Read-HiddenField -Token $Token -Name 'Secret'
        if ($null -ne $secret) { return , $secret.Clone() }
        return New-ExoMtFailure -Name 'TokenNotIncluded' -Category 'InvalidArgument' -Message 'This token object is a copy without its token, which jobs, files and Select-Object leave out.' -Fix 'Use the object that Get-ExoMtToken returned, or pass its .AccessToken as text.'
    }
    , (ConvertTo-SecretBytes -Value $Token -Parameter 'Token')
}
