function ConvertTo-SecureText {
    # UTF-8 bytes as a read-only SecureString; the bytes are cleared.
    param([byte[]] $Bytes)

    $chars = [System.Text.Encoding]::UTF8.GetChars($Bytes)
    [System.Array]::Clear($Bytes, 0, $Bytes.Length)
    $secure = [System.Security.SecureString]::new()
    foreach ($char in $chars) { $secure.AppendChar($char) }
    [System.Array]::Clear($chars, 0, $chars.Length)
    $secure.MakeReadOnly()
    $secure
}
