function ConvertTo-ConsentAnswer {
    # Returns the library's answer as an object of the module. A failure stays as it is.
    param([object] $Description)

    if (Test-ExoMtFailure $Description) { return $Description }
    [pscustomobject]@{
        PSTypeName       = 'ExoMt.ConsentAnswer'
        Outcome          = $Description.outcome
        TenantId         = $Description.tenantId
        StateMatches     = $Description.stateMatches
        Error            = $Description.error
        ErrorDescription = $Description.errorDescription
        Code             = $Description.code
        Meaning          = $Description.meaning
        Fix              = $Description.fix
        FixedBy          = $Description.fixedBy
    }
}
