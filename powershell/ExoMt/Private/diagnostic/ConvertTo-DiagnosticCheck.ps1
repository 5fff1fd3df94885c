function ConvertTo-DiagnosticCheck {
    # A token's check with its findings.
    param([object] $Check)

    $shown = [ordered]@{}
    foreach ($name in 'Organization', 'TenantId', 'Verdict') { $shown[$name] = Get-MemberText -InputObject $Check -Name $name }
    $shown['Findings'] = @(foreach ($finding in Get-MemberValue -InputObject $Check -Name 'Findings') {
            if ($null -eq $finding) { continue }
            '[{0}] {1} ({2}): {3}' -f @(foreach ($name in 'Severity', 'Code', 'Claim', 'Message') { Get-MemberText -InputObject $finding -Name $name })
        })
    $shown
}
