function Get-ReportFrame {
    # Returns the parts of the page around the tenants' rows and sections: the head with the counts,
    # the part between rows and sections, and the end.
    param([string] $Title, [object[]] $Tenants)

    $head = Get-ReportHead -Title $Title -Tenants $Tenants
    $version = "$($ExecutionContext.SessionState.Module.Version)"
    $middle = @'
</tbody>
</table>
</div>
</section>
<section aria-labelledby="tenants">
<h2 id="tenants">Tenant by tenant</h2>

'@
    $end = @"
</section>
</main>
<footer>
<p class="quiet">Written by ExoMt $version. This page contains no token, secret or key; what looked like one in a text was replaced by [redacted]. A tenant can have changed since it was checked.</p>
</footer>
</body>
</html>

"@
    foreach ($text in $head, $middle, $end) { , [System.Text.Encoding]::UTF8.GetBytes($text.Replace("`r`n", "`n")) }
}
