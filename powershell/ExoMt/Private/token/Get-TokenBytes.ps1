function Get-TokenBytes {
    # The token's bytes from a token object, a text or a SecureString, or a failure; the caller
    # clears them.
    param([object] $Token)

    if ($null -ne $Token -and @($Token.PSObject.TypeNames) -match '(^|\.)ExoMt\.Token$') {
        $secret = Get-TokenField -Token $Token -Name 'Secret'
        if ($null -ne $secret) { return , $secret.Clone() }
        return New-ExoMtFailure -Name 'TokenNotIncluded' -Category 'InvalidArgument' -Message 'This token object is a copy without its token: tokens stay behind when an object goes through a job, a file or Select-Object.' -Fix 'Use the object that Get-ExoMtToken gave, or pass its .AccessToken as text.'
    }
    , (ConvertTo-SecretBytes -Value $Token -Parameter 'Token')
}
