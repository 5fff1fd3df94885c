@{
    RootModule             = 'ExoMt.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '5f0d9a3e-6f0b-4a54-9c1b-2f7f0f1f6b52'
    Author                 = 'ExoMt contributors'
    CompanyName            = 'ExoMt'
    Copyright              = '(c) ExoMt contributors. MIT licence.'
    Description            = 'App-only access to Exchange Online in many customer tenants: acquires tokens, checks them before Connect-ExchangeOnline does, and reports what is missing, how to fix it and who can fix it.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    # 4.7.1 added RuntimeInformation.ProcessArchitecture; Windows has had 4.7.2 since 2018.
    DotNetFrameworkVersion = '4.7.2'
    TypesToProcess         = @('ExoMt.Types.ps1xml')
    FormatsToProcess       = @('ExoMt.Format.ps1xml')
    FunctionsToExport      = @('Clear-ExoMtTokenCache', 'Connect-ExoMtTenant', 'ConvertFrom-ExoMtConsentRedirect', 'ConvertFrom-ExoMtToken', 'Export-ExoMtDiagnostic', 'Export-ExoMtTenantReport', 'Get-ExoMtAppSetup', 'Get-ExoMtDirectoryRole', 'Get-ExoMtToken', 'Get-ExoMtTokenCache', 'New-ExoMtApp', 'New-ExoMtAuditQuery', 'New-ExoMtConsentUrl', 'Resolve-ExoMtError', 'Resolve-ExoMtTenant', 'Test-ExoMtTenant', 'Test-ExoMtToken', 'Wait-ExoMtConsent')
    CmdletsToExport        = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('ExchangeOnline', 'Exchange', 'Entra', 'MSP', 'CSP', 'MultiTenant', 'AppOnly', 'OAuth', 'Token', 'Windows', 'Linux')
            LicenseUri = 'https://github.com/exomt/exomt/blob/main/LICENSE'
            ProjectUri = 'https://github.com/exomt/exomt'
        }
    }
}
