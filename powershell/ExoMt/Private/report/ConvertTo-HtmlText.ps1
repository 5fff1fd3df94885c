function ConvertTo-HtmlText {
    # Returns a text for the report, with secrets redacted and escaped for HTML. Tenants share most of
    # their texts, so a text without known values and secrets is cached until the page is complete.
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
