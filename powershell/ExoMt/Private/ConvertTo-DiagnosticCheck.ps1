function ConvertTo-DiagnosticCheck {
    # A token's check with its findings.
    param([object] $Check)

    $shown = [ordered]@{}
    foreach ($name in 'Organization', 'TenantId', 'Verdict') { $shown[$name] = [string](Get-MemberValue -InputObject $Check -Name $name) }
    $shown['Findings'] = @(foreach ($finding in Get-MemberValue -InputObject $Check -Name 'Findings') {
            if ($null -eq $finding) { continue }
            $parts = [ordered]@{}
            foreach ($name in 'Code', 'Severity', 'Claim', 'Expected', 'Actual', 'Message') { $parts[$name] = @(Get-MemberValue -InputObject $finding -Name $name) -join ', ' }
            $parts
        })
    $shown
}
