function ConvertTo-TenantHtml {
    # Returns a tenant for the report: its row in the table, its section, and the keys to sort by. The
    # HTML is in bytes, which take half the memory of a string.
    param([object] $Tenant, [int] $Number)

    $shown = @{}
    $token = "$(Get-MemberValue -InputObject $Tenant -Name 'TokenId')"
    $known = @(if ($token -match '^[A-Za-z0-9_-]{22}$') { $token })
    foreach ($name in 'Organization', 'TenantId', 'Environment', 'AppId', 'ObjectId', 'InitialDomain', 'Message', 'Fix', 'FixedBy', 'TokenId', 'CorrelationId') {
        $shown[$name] = ConvertTo-HtmlText -Text (Get-MemberValue -InputObject $Tenant -Name $name) -Known $known
    }
    $title = if ($shown.Organization) { $shown.Organization } elseif ($shown.TenantId) { $shown.TenantId } else { 'A tenant without a name' }
    $checked = ConvertTo-UtcText -Value (Get-MemberValue -InputObject $Tenant -Name 'CheckedOn')
    $label = Get-ReportLabel -Name (Get-MemberValue -InputObject $Tenant -Name 'Verdict')
    $state = "<span class=`"state $($label.Class)`"><span aria-hidden=`"true`">$($label.Sign)</span> $($label.Words)</span>"

    $time = if ($checked) { "<time datetime=`"$checked`">$checked</time>" }
    $row = "<tr><th scope=`"row`"><a href=`"#t$Number`">$title</a></th><td>$state</td><td class=`"text`">$($shown.Message)</td><td>$($shown.FixedBy)</td><td>$time</td></tr>`n"

    $verified = if ((Get-MemberValue -InputObject $Tenant -Name 'Verified') -eq $true) { 'by a call to Exchange Online' } else { 'from the token alone' }
    $facts = @(
        @('Tenant id', $shown.TenantId), @('Cloud', $shown.Environment), @('Initial domain', $shown.InitialDomain), @('App id', $shown.AppId)
        @('Service principal (object id)', $shown.ObjectId), @('Judged', $verified), @('Checked (UTC)', $time)
        @('Token id for audit records', $shown.TokenId), @('Correlation id', $shown.CorrelationId)
    )
    $list = @(foreach ($fact in $facts) { if ($fact[1]) { "<dt>$($fact[0])</dt><dd>$($fact[1])</dd>" } })
    $rungs = @(foreach ($rung in Get-MemberValue -InputObject $Tenant -Name 'Rungs') { if ($null -ne $rung) { ConvertTo-RungHtml -Rung $rung -Known $known } })
    $section = "<article id=`"t$Number`" aria-labelledby=`"n$Number`"><h3 id=`"n$Number`">$title $state</h3><dl>$($list -join '')</dl>"
    if ($shown.Message) { $section += "<p class=`"text`">$($shown.Message)</p>" }
    # The rungs contain the fix already.
    if ($rungs.Count -gt 0) { $section += "<ol class=`"ladder`">$($rungs -join '')</ol>" }
    else {
        if ($shown.Fix) { $section += "<p class=`"text`"><strong>How to fix it:</strong> $($shown.Fix)</p>" }
        if ($shown.FixedBy) { $section += "<p><strong>Who can fix it:</strong> $($shown.FixedBy)</p>" }
    }
    $section += "</article>`n"
    [pscustomobject]@{ Rank = $label.Rank; Name = $title; Row = [System.Text.Encoding]::UTF8.GetBytes($row); Section = [System.Text.Encoding]::UTF8.GetBytes($section) }
}
