function ConvertTo-TenantReadiness {
    # Turns the library's description of a tenant's ladder into an object.
    param([object] $Description)

    $rungs = foreach ($rung in $Description.rungs) {
        $steps = foreach ($step in $rung.steps) {
            [pscustomobject]@{ PSTypeName = 'ExoMt.FixStep'; Kind = $step.kind; Text = $step.text }
        }
        [pscustomobject]@{
            PSTypeName = 'ExoMt.Rung'
            Name       = $rung.name
            State      = $rung.state
            Message    = $rung.message
            Evidence   = [string[]]@($rung.evidence)
            Fix        = $rung.fix
            FixedBy    = $rung.fixedBy
            Steps      = @($steps)
        }
    }
    [pscustomobject]@{
        PSTypeName    = 'ExoMt.TenantReadiness'
        Organization  = $Description.organization
        TenantId      = $Description.tenantId
        Environment   = $Description.environment
        AppId         = $Description.appId
        ObjectId      = $Description.objectId
        Verdict       = $Description.verdict
        Verified      = [bool]$Description.verified
        InitialDomain = $Description.initialDomain
        BlockedBy     = $Description.blockedBy
        Message       = $Description.message
        Fix           = $Description.fix
        FixedBy       = $Description.fixedBy
        CanWait       = [bool]$Description.canWait
        Rungs         = @($rungs)
        TokenId       = $Description.tokenId
        CorrelationId = $Description.correlationId
        CheckedOn     = [System.DateTimeOffset]::UtcNow
    }
}
