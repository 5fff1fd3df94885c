@{
    RootModule        = 'netCore/ExchangeOnlineManagement.psm1'
    ModuleVersion     = '3.10.1'
    GUID              = '0b5f1a3c-8f0e-4d5b-9a57-6d1c1f2e3a40'
    Author            = 'ExoMt contributors'
    Description       = 'A stand-in for tests: the commands of ExchangeOnlineManagement against the simulator. It has nothing of the real module but the names.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Connect-ExchangeOnline', 'Connect-IPPSSession', 'Disconnect-ExchangeOnline', 'Get-ConnectionInformation', 'Get-EXOMailbox')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
