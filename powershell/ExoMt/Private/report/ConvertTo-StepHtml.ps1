function ConvertTo-StepHtml {
    # Returns a step of a fix as HTML: where to do it, and a block to copy that one click selects.
    param([object] $Step)

    $places = @{
        Portal = 'In the portal'; GraphPowerShell = 'In Microsoft Graph PowerShell'; AzureCli = 'With the Azure CLI'
        ExchangePowerShell = 'In Exchange Online PowerShell'; Browser = 'In a browser'
    }
    $kind = "$(Get-MemberValue -InputObject $Step -Name 'Kind')"
    $text = "$(Get-MemberValue -InputObject $Step -Name 'Text')"
    # A copy that was serialized without enough depth is a string.
    if (-not $text) { $text = [string]$Step }
    $place = if ($places.ContainsKey($kind)) { $places[$kind] } else { ConvertTo-HtmlText -Text $kind }
    $shown = ConvertTo-HtmlText -Text $text
    $block = "<pre><code>$shown</code></pre>"
    # A redacted URL doesn't work.
    if ($kind -eq 'Browser' -and $text -match '^https://[!-~]+$' -and -not $shown.Contains('[redacted:')) {
        $block = "<p><a href=`"$shown`" rel=`"noopener noreferrer`">Open this address</a> or copy it:</p>$block"
    }
    "<li>${place}:$block</li>"
}
