function Read-HiddenField {
    # Returns a hidden field of a token object: its Secret (bytes) or its Origin. Returns nothing for
    # a copy, which has no hidden fields.
    param([object] $Token, [string] $Name)

    $field = $Token.GetType().GetField($Name, 'NonPublic, Instance')
    if ($null -ne $field -and $field.DeclaringType -eq $script:Token) { , $field.GetValue($Token) }
}
