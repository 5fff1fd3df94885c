function ConvertTo-TokenIdText {
    # The id of a token (uti), which is a short base64url text, or a failure.
    param([string] $Value)

    $text = ConvertTo-CleanLine -Text $Value
    if ($text -match '^[A-Za-z0-9_-]{8,64}$') { return $text }
    # What is too long for an id may be the token itself.
    if ($text.Length -gt 64) { $text = "a text of $($Value.Length) characters" } else { $text = "'$text'" }
    New-ExoMtFailure -Name 'InvalidId' -Category 'InvalidArgument' -Message "-TokenId: $text is not the id of a token." -Fix 'Give the TokenId that Get-ExoMtToken or ConvertFrom-ExoMtToken shows (the claim uti), not the token.'
}
