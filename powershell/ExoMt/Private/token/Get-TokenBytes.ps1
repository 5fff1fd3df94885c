function Get-TokenBytes {
    # Returns the token in a token object, a string or a SecureString as bytes, which the caller
    # clears; or a failure.
    param([object] $Token)

    if ($null -ne $Token -and @($Token.PSObject.TypeNames) -match '(^|\.)ExoMt\.Token$') {
        $secret = Read-HiddenField -Token $Token -Name 'Secret'
        if ($null -ne $secret) { return , $secret.Clone() }
        return New-ExoMtFailure -Name 'TokenNotIncluded' -Category 'InvalidArgument' -Message 'This token object is a copy without its token, which jobs, files and Select-Object leave out.' -Fix 'Use the object that Get-ExoMtToken returned, or pass its .AccessToken as text.'
    }
    , (ConvertTo-SecretBytes -Value $Token -Parameter 'Token')
}
