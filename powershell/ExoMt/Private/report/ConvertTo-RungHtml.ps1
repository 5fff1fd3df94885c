function ConvertTo-RungHtml {
    # Returns a rung of a tenant's ladder as HTML: its state, the evidence, how to fix it and who can
    # fix it.
    param([object] $Rung, [string[]] $Known)

    $titles = @{
        Tenant = 'Tenant'; Cloud = 'Cloud'; ServicePrincipal = 'Service principal'; AppRole = 'Application permission'
        DirectoryRole = 'Directory role'; Probe = 'Call to Exchange Online'; InitialDomain = 'Initial domain'
    }
    $name = "$(Get-MemberValue -InputObject $Rung -Name 'Name')"
    $title = if ($titles.ContainsKey($name)) { $titles[$name] } else { ConvertTo-HtmlText -Text $name }
    $label = Get-ReportLabel -Name (Get-MemberValue -InputObject $Rung -Name 'State')
    $html = "<li><h4>$title <span class=`"state $($label.Class)`"><span aria-hidden=`"true`">$($label.Sign)</span> $($label.Words)</span></h4>"
    $message = ConvertTo-HtmlText -Text (Get-MemberValue -InputObject $Rung -Name 'Message') -Known $Known
    if ($message) { $html += "<p class=`"text`">$message</p>" }
    $evidence = @(foreach ($line in Get-MemberValue -InputObject $Rung -Name 'Evidence') { $shown = ConvertTo-HtmlText -Text $line -Known $Known; if ($shown) { "<li class=`"text`">$shown</li>" } })
    if ($evidence.Count -gt 0) { $html += "<p class=`"quiet`">What was seen:</p><ul>$($evidence -join '')</ul>" }
    $fix = ConvertTo-HtmlText -Text (Get-MemberValue -InputObject $Rung -Name 'Fix') -Known $Known
    $steps = @(foreach ($step in Get-MemberValue -InputObject $Rung -Name 'Steps') { if ($null -ne $step) { ConvertTo-StepHtml -Step $step } })
    if ($fix -or $steps.Count -gt 0) {
        $fixedBy = ConvertTo-HtmlText -Text (Get-MemberValue -InputObject $Rung -Name 'FixedBy') -Known $Known
        $html += "<div class=`"fix`">"
        if ($fix) { $html += "<p class=`"text`"><strong>How to fix it:</strong> $fix</p>" }
        if ($fixedBy) { $html += "<p><strong>Who can fix it:</strong> $fixedBy</p>" }
        if ($steps.Count -gt 0) { $html += "<ul>$($steps -join '')</ul>" }
        $html += '</div>'
    }
    "$html</li>"
}
