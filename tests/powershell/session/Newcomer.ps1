# What a new user's computer has before the README begins, and what others do between its steps;
# Transcript.Tests.ps1 puts the README's own blocks behind this.
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $env:EXOMT_TEST_ROOT 'tests/powershell/Support.psm1'), (Join-Path $env:EXOMT_TEST_ROOT 'tests/powershell/Exchange.psm1')
Import-ExoMt
Install-ExchangeModule -Folder ./modules -Version 3.9.2
$env:PSModulePath = Convert-Path ./modules
# The README speaks to Microsoft; here a simulator answers.
$PSDefaultParameterValues = @{
    '*-ExoMt*:Authority'                = $env:EXOMT_TEST_AUTHORITY
    '*-ExoMt*:CertificateAuthorityPath' = $env:EXOMT_TEST_CA
    'New-ExoMtApp:ConnectionUri'        = Get-ConnectionUri
    'Test-ExoMtTenant:RetryIntervalSec' = 1
}
# What setup.ps1 has made in the user's own tenant.
$appId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'
Copy-Item (Get-Fixture 'legacy-3des.pfx') ./app.pfx
function Read-Host { ConvertTo-Secure 'legacy' }

function Before-Step {
    param([int] $Number)
    if ($Number -ne 5) { return }
    # The admin takes a moment.
    $script:Admin = [powershell]::Create()
    $null = $script:Admin.AddScript({
            param($Support, $Body)
            Import-Module $Support
            Start-Sleep -Seconds 2
            Invoke-Simulator -Method POST -Path tenants -Body (ConvertFrom-Json $Body)
        }).AddArgument((Join-Path $env:EXOMT_TEST_ROOT 'tests/powershell/Support.psm1')).AddArgument((Get-Content -Raw ./role.json))
    $null = $script:Admin.BeginInvoke()
}
