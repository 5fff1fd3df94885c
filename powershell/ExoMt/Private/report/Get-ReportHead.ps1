function Get-ReportHead {
    # Returns the page up to the tenants' rows: its style, title and the counts.
    param([string] $Title, [object[]] $Tenants)

    $style = Get-ReportStyle
    $name = ConvertTo-HtmlText -Text $Title
    $now = ConvertTo-UtcText -Value ([datetime]::UtcNow)
    $counts = @{}
    foreach ($tenant in $Tenants) { $counts[$tenant.Rank] = 1 + $counts[$tenant.Rank] }
    $items = foreach ($verdict in 'NotReady', 'Unknown', 'Warning', 'Ready') {
        $label = Get-ReportLabel -Name $verdict
        "<li><span class=`"state $($label.Class)`"><span aria-hidden=`"true`">$($label.Sign)</span> $([int]$counts[$label.Rank]) $($label.Words.ToLowerInvariant())</span></li>"
    }
    @"
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-$($style.Hash)'; base-uri 'none'; form-action 'none'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="referrer" content="no-referrer" />
<meta name="robots" content="noindex, nofollow" />
<title>$name</title>
<style>
$($style.Text)
</style>
</head>
<body>
<header>
<h1>$name</h1>
<p>Whether an app can work with Exchange Online in each tenant without a user, and if not, what is missing, who can fix it and how. Written at <time datetime="$now">$now</time> (UTC).</p>
</header>
<main>
<section aria-labelledby="summary">
<h2 id="summary">Summary</h2>
<p>$($Tenants.Count) tenant(s):</p>
<ul class="counts">$($items -join '')</ul>
<dl>
<dt>Not ready</dt><dd>Exchange Online will refuse the app. The ladder below shows at which rung.</dd>
<dt>Unknown</dt><dd>The check could not decide: an Exchange role group may give the rights, or something could not be reached.</dd>
<dt>Warning</dt><dd>It may work, but something should be fixed.</dd>
<dt>Ready</dt><dd>Nothing is missing.</dd>
</dl>
<div class="wide" role="region" aria-labelledby="all" tabindex="0">
<table>
<caption id="all">All tenants, those with the most to do first</caption>
<thead><tr><th scope="col">Tenant</th><th scope="col">Verdict</th><th scope="col">What is missing</th><th scope="col">Who can fix it</th><th scope="col">Checked (UTC)</th></tr></thead>
<tbody>

"@
}
