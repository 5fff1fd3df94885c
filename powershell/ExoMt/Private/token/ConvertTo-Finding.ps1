function ConvertTo-Finding {
    # Findings as the library describes them, as objects of ours.
    param([object[]] $Findings)

    foreach ($finding in $Findings) {
        if ($null -eq $finding) { continue }
        [pscustomobject]@{
            PSTypeName = 'ExoMt.Finding'
            Code       = $finding.code
            Severity   = $finding.severity
            Claim      = $finding.claim
            Expected   = ConvertTo-PlainValue -Value $finding.expected
            Actual     = ConvertTo-PlainValue -Value $finding.actual
            Message    = $finding.message
            Fix        = $finding.fix
            FixedBy    = $finding.fixedBy
        }
    }
}
