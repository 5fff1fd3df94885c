function ConvertTo-HtmlText {
    # A text for a page that leaves the house: nothing of it is markup, and no secret is in it.
    param([object] $Text, [string[]] $Known = @())

    [System.Net.WebUtility]::HtmlEncode((Protect-Text -Text $Text -Known $Known))
}
