@{
    RootModule             = 'ExoMt.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '5f0d9a3e-6f0b-4a54-9c1b-2f7f0f1f6b52'
    Author                 = 'ExoMt contributors'
    CompanyName            = 'ExoMt'
    Copyright              = '(c) ExoMt contributors. MIT licence.'
    Description            = 'App-only Exchange Online tokens for many customer tenants: gets them, checks them before Connect-ExchangeOnline does, and says in plain words what is missing, who mends it and how.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    # 4.7.1 brought RuntimeInformation.ProcessArchitecture; 4.7.2 is what Windows has had since 2018.
    DotNetFrameworkVersion = '4.7.2'
    TypesToProcess         = @('ExoMt.Types.ps1xml')
    FormatsToProcess       = @('ExoMt.Format.ps1xml')
    FunctionsToExport      = @('Clear-ExoMtTokenCache', 'ConvertFrom-ExoMtConsentRedirect', 'ConvertFrom-ExoMtToken', 'Get-ExoMtAppSetup', 'Get-ExoMtDirectoryRole', 'Get-ExoMtToken', 'Get-ExoMtTokenCache', 'New-ExoMtApp', 'New-ExoMtConsentUrl', 'Resolve-ExoMtError', 'Resolve-ExoMtTenant', 'Test-ExoMtTenant', 'Test-ExoMtToken')
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
