function ConvertTo-DiagnosticClaim {
    # The claims that explain a refusal, with their values; of all others the names.
    param([object] $Report)

    $meanings = @{ '0' = '0 (none)'; '1' = '1 (client secret)'; '2' = '2 (certificate or assertion)' }
    $claims = [ordered]@{}
    $others = [System.Collections.Generic.List[string]]::new()
    foreach ($claim in $Report.claims.PSObject.Properties) {
        $values = @(foreach ($value in $claim.Value) { [string](ConvertTo-PlainValue -Value $value) })
        if ('aud', 'iss', 'tid', 'appid', 'azp', 'idtyp', 'oid', 'roles', 'ver', 'uti', 'tenant_region_scope' -ccontains $claim.Name) { $claims[$claim.Name] = $values -join ', ' }
        elseif ('appidacr', 'azpacr' -ccontains $claim.Name) { $claims[$claim.Name] = if ($meanings.ContainsKey("$values")) { $meanings["$values"] } else { $values -join ', ' } }
        elseif ('iat', 'nbf', 'exp' -ccontains $claim.Name) {
            $seconds = "$values" -as [int64]
            $claims[$claim.Name] = if ($null -ne $seconds -and $seconds -ge 0 -and $seconds -lt 253402300800) { '{0} ({1})' -f $seconds, (ConvertTo-UtcText -Value ([System.DateTimeOffset]::FromUnixTimeSeconds($seconds))) } else { $values -join ', ' }
        }
        elseif ($claim.Name -ceq 'wids') {
            $claims[$claim.Name] = @(foreach ($value in $values) {
                    $role = @($Report.directoryRoles | Where-Object { $null -ne $_ -and $_.templateId -eq $value })
                    $meaning = if ($role.Count -eq 0) { 'no directory role that is known' } elseif ($role[0].supported) { $role[0].name } else { "$($role[0].name), not supported" }
                    "$value ($meaning)"
                })
        }
        else { $others.Add($claim.Name) }
    }
    if ($others.Count -gt 0) { $claims['names of the other claims'] = $others -join ', ' }
    $claims
}
