$required = @(foreach ($entry in $app.RequiredResourceAccess) {
        if ($entry) { @{ ResourceAppId = $entry.ResourceAppId; ResourceAccess = @(foreach ($access in $entry.ResourceAccess) { @{ Id = $access.Id; Type = $access.Type } }) } }
    })
$changed = $false
foreach ($wanted in @({% for permission in context.permissions %}{% if !loop.first %}, {% endif %}@{ Resource = '{{ permission.application_id }}'; Role = '{{ permission.id }}' }{% endfor %})) {
    $entry = $required | Where-Object { $_.ResourceAppId -eq $wanted.Resource }
    if (-not $entry) {
        $entry = @{ ResourceAppId = $wanted.Resource; ResourceAccess = @() }
        $required += $entry
    }
    if (@($entry.ResourceAccess | Where-Object { $_.Id -eq $wanted.Role }).Count -eq 0) {
        $entry.ResourceAccess += @{ Id = $wanted.Role; Type = 'Role' }
        $changed = $true
    }
}
if ($changed) { Update-MgApplication -ApplicationId $app.Id -RequiredResourceAccess $required -ErrorAction Stop }
