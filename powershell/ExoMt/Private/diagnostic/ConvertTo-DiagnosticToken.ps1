function ConvertTo-DiagnosticToken {
    # A token by what it says, and how it came: from a token object, a text, or a copy that has
    # left its token behind.
    param([object] $Token)

    $shown = [ordered]@{}
    if (Test-TypeName -InputObject $Token -Name 'ExoMt.Token') {
        foreach ($name in 'Organization', 'TenantId', 'AppId', 'Resource', 'Environment', 'Verdict', 'ObjectId', 'TokenId', 'CorrelationId', 'FromCache', 'Attempts', 'Waited') {
            $shown[$name] = Get-MemberText -InputObject $Token -Name $name
        }
        $shown['ExpiresOn'] = ConvertTo-UtcText -Value (Get-MemberValue -InputObject $Token -Name 'ExpiresOn')
        $shown['Roles'] = @(Get-MemberValue -InputObject $Token -Name 'Roles') -join ', '
    }
    $report = Get-TokenReport -Token $Token
    if (Test-ExoMtFailure $report) { $shown['Claims'] = "not there: $($report.message)" }
    else {
        $shown['Header'] = 'alg {0}, kid {1}' -f $report.signatureAlgorithm, $report.keyId
        $shown['Claims'] = ConvertTo-DiagnosticClaim -Report $report
        $ahead = if ($report.issuedAt) { ((ConvertTo-DateTimeOffset -Value $report.issuedAt) - [System.DateTimeOffset]::UtcNow).TotalSeconds } else { 0 }
        if ($ahead -gt 0) { $shown['Note'] = "The token was issued in the future: this computer's clock is at least $([int]$ahead) second(s) behind." }
    }
    $shown
}
