function ConvertTo-ConsentPage {
    # The page that the admin sees: nothing but text.
    param([string] $Title, [string[]] $Lines)

    $paragraphs = @(foreach ($line in $Lines) { if ($line) { "<p>$([System.Net.WebUtility]::HtmlEncode($line))</p>" } }) -join "`n"
    $title = [System.Net.WebUtility]::HtmlEncode($Title)
    "<!DOCTYPE html>`n<html lang=`"en`">`n<head><meta charset=`"utf-8`"><title>$title</title></head>`n<body>`n<h1>$title</h1>`n$paragraphs`n</body>`n</html>`n"
}
