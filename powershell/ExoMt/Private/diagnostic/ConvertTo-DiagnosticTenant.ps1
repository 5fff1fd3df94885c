function ConvertTo-DiagnosticTenant {
    # A tenant as it was found, or its readiness with the ladder; the steps of a fix are the
    # same everywhere.
    param([object] $Tenant)

    $shown = [ordered]@{}
    foreach ($name in 'Organization', 'TenantId', 'Environment', 'AppId', 'ObjectId', 'Verdict', 'Verified', 'InitialDomain', 'BlockedBy', 'Message', 'FixedBy', 'TokenId', 'CorrelationId', 'ExchangeEnvironmentName', 'Region', 'RegionSubScope', 'LoginHost', 'ExchangeHost', 'GraphHost') {
        $shown[$name] = Get-MemberText -InputObject $Tenant -Name $name
    }
    $shown['CheckedOn'] = ConvertTo-UtcText -Value (Get-MemberValue -InputObject $Tenant -Name 'CheckedOn')
    $shown['Ladder'] = @(foreach ($rung in Get-MemberValue -InputObject $Tenant -Name 'Rungs') {
            if ($null -eq $rung) { continue }
            $line = '{0}: {1}. {2}' -f @(foreach ($name in 'Name', 'State', 'Message') { Get-MemberText -InputObject $rung -Name $name })
            # The evidence goes below its rung.
            @($line) + @(Get-MemberValue -InputObject $rung -Name 'Evidence') -join "`n"
        })
    $shown
}
