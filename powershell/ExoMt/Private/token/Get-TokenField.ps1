function Get-TokenField {
    # A field of a token object that nothing shows: its Secret (bytes) or its Origin; null for a
    # copy, which has none.
    param([object] $Token, [string] $Name)

    $field = $Token.GetType().GetField($Name, 'NonPublic, Instance')
    if ($null -ne $field -and $field.DeclaringType -eq $script:Token) { , $field.GetValue($Token) }
}
