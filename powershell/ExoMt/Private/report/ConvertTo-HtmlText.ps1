function ConvertTo-HtmlText {
    # A text for a page that leaves the house: nothing of it is markup, and no secret is in it.
    # Tenants share most of their texts: those that name no known value and hid nothing are kept
    # for the rest of the page.
    param([object] $Text, [string[]] $Known = @())

    $given = [string]$Text
    if ($given.Length -eq 0) { return '' }
    $shown = $script:HtmlTexts[$given]
    if ($null -ne $shown) { return $shown }
    $shown = [System.Net.WebUtility]::HtmlEncode((Protect-Text -Text $given -Known $Known))
    if ($shown.Contains('[redacted:')) { return $shown }
    foreach ($value in $Known) { if ($given.Contains($value)) { return $shown } }
    if ($script:HtmlTexts.Count -ge 2000) { $script:HtmlTexts.Clear() }
    $script:HtmlTexts[$given] = $shown
    $shown
}
