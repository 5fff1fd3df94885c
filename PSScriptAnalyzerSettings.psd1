@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # Wait-ExoMtConsent shows the URL that a person has to open.
        'PSAvoidUsingWriteHost'
        # Parameters of one table are used by name through $PSBoundParameters.
        'PSReviewUnusedParameter'
    )
    Rules        = @{
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('5.1', '7.2') }
        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $false; IgnoreOneLineBlock = $true }
        PSUseConsistentIndentation = @{ Enable = $false }
        PSUseConsistentWhitespace  = @{ Enable = $true; CheckOpenBrace = $true; CheckOpenParen = $true; CheckOperator = $false; CheckSeparator = $true }
    }
}
