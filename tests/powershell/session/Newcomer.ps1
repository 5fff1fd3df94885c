# Sets up a new user's computer before the first step, and plays the admin between the steps.
# Transcript.Tests.ps1 appends the blocks of docs/onboarding.md.
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $env:EXOMT_TEST_ROOT 'tests/powershell/Support.psm1'), (Join-Path $env:EXOMT_TEST_ROOT 'tests/powershell/Exchange.psm1')
Import-ExoMt
Install-ExchangeModule -Folder ./modules -Version 3.9.2
$env:PSModulePath = Convert-Path ./modules
# The simulator stands in for Microsoft.
$PSDefaultParameterValues = @{
    '*-ExoMt*:Authority'                = $env:EXOMT_TEST_AUTHORITY
    '*-ExoMt*:CertificateAuthorityPath' = $env:EXOMT_TEST_CA
    'New-ExoMtApp:ConnectionUri'        = Get-ConnectionUri
    'Test-ExoMtTenant:RetryIntervalSec' = 1
}
# setup.ps1 creates these in the user's own tenant.
$appId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'
Copy-Item (Get-Fixture 'legacy-3des.pfx') ./app.pfx
function Read-Host { ConvertTo-Secure 'legacy' }

function Before-Step {
    param([int] $Number)
    if ($Number -ne 5) { return }
    # The admin needs a moment.
    $script:Admin = [powershell]::Create()
    $null = $script:Admin.AddScript({
            param($Support, $Body)
            Import-Module $Support
            Start-Sleep -Seconds 2
            Invoke-Simulator -Method POST -Path tenants -Body (ConvertFrom-Json $Body)
        }).AddArgument((Join-Path $env:EXOMT_TEST_ROOT 'tests/powershell/Support.psm1')).AddArgument((Get-Content -Raw ./role.json))
    $null = $script:Admin.BeginInvoke()
}
