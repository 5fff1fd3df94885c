function ConvertTo-DiagnosticTenant {
    # A tenant's readiness with its ladder; the steps of a fix are the same everywhere.
    param([object] $Tenant)

    $shown = [ordered]@{}
    foreach ($name in 'Organization', 'TenantId', 'Environment', 'AppId', 'ObjectId', 'Verdict', 'Verified', 'InitialDomain', 'BlockedBy', 'Message', 'FixedBy', 'TokenId', 'CorrelationId') {
        $shown[$name] = [string](Get-MemberValue -InputObject $Tenant -Name $name)
    }
    $shown['CheckedOn'] = ConvertTo-UtcText -Value (Get-MemberValue -InputObject $Tenant -Name 'CheckedOn')
    $shown['Ladder'] = @(foreach ($rung in Get-MemberValue -InputObject $Tenant -Name 'Rungs') {
            if ($null -eq $rung) { continue }
            [ordered]@{
                Name     = [string](Get-MemberValue -InputObject $rung -Name 'Name')
                State    = [string](Get-MemberValue -InputObject $rung -Name 'State')
                Message  = [string](Get-MemberValue -InputObject $rung -Name 'Message')
                Evidence = @(foreach ($line in Get-MemberValue -InputObject $rung -Name 'Evidence') { [string]$line })
            }
        })
    $shown
}
