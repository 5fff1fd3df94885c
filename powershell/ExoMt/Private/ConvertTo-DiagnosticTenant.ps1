function ConvertTo-DiagnosticTenant {
    # A tenant's readiness with its ladder; the steps of a fix are the same everywhere.
    param([object] $Tenant)

    $shown = [ordered]@{}
    foreach ($name in 'Organization', 'TenantId', 'Environment', 'AppId', 'ObjectId', 'Verdict', 'Verified', 'InitialDomain', 'BlockedBy', 'Message', 'FixedBy', 'TokenId', 'CorrelationId') {
        $shown[$name] = Get-MemberText -InputObject $Tenant -Name $name
    }
    $shown['CheckedOn'] = ConvertTo-UtcText -Value (Get-MemberValue -InputObject $Tenant -Name 'CheckedOn')
    $shown['Ladder'] = @(foreach ($rung in Get-MemberValue -InputObject $Tenant -Name 'Rungs') {
            if ($null -eq $rung) { continue }
            $line = '{0}: {1}. {2}' -f (Get-MemberValue -InputObject $rung -Name 'Name'), (Get-MemberValue -InputObject $rung -Name 'State'), (Get-MemberValue -InputObject $rung -Name 'Message')
            # The evidence goes below its rung.
            @($line) + @(Get-MemberValue -InputObject $rung -Name 'Evidence') -join "`n"
        })
    $shown
}
