function ConvertFrom-SecureText {
    # Returns a SecureString's UTF-8 bytes without a string in between. The caller clears them.
    param([System.Security.SecureString] $Secure)

    $chars = [char[]]::new($Secure.Length)
    $pointer = [System.Runtime.InteropServices.Marshal]::SecureStringToGlobalAllocUnicode($Secure)
    try {
        [System.Runtime.InteropServices.Marshal]::Copy($pointer, $chars, 0, $chars.Length)
        , [System.Text.Encoding]::UTF8.GetBytes($chars)
    }
    finally {
        [System.Runtime.InteropServices.Marshal]::ZeroFreeGlobalAllocUnicode($pointer)
        [System.Array]::Clear($chars, 0, $chars.Length)
    }
}
