function Read-HiddenField {
    # Returns a hidden field of a token object: its Secret (bytes) or its Origin. Null for a copy,
    # which has none.
    param([object] $Token, [string] $Name)

    $field = $Token.GetType().GetField($Name, 'NonPublic, Instance')
    if ($null -ne $field -and $field.DeclaringType -eq $script:Token) { , $field.GetValue($Token) }
}
