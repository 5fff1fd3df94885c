# Provides secrets to plant, readiness objects to plant them in, and a search for what remains of
# them. Report.Tests.ps1 and Diagnostic.Tests.ps1 use them.
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'Support.psm1')

# The length of a piece that counts as found; a shorter piece of a secret is useless.
$script:Window = 20

function New-Rung {
    # Returns a rung like those of Test-ExoMtTenant.
    param([string] $Name, [string] $State = 'Passed', [string] $Message = 'It is as it should be.', [string[]] $Evidence = @(), [string] $Fix, [string] $FixedBy, [object[]] $Steps = @())
    [pscustomobject]@{ PSTypeName = 'ExoMt.Rung'; Name = $Name; State = $State; Message = $Message; Evidence = $Evidence; Fix = $Fix; FixedBy = $FixedBy; Steps = $Steps }
}

function New-Step {
    param([string] $Kind, [string] $Text)
    [pscustomobject]@{ PSTypeName = 'ExoMt.FixStep'; Kind = $Kind; Text = $Text }
}

function New-Readiness {
    # Returns a tenant like the results of Test-ExoMtTenant.
    param([string] $Organization = 'contoso.onmicrosoft.com', [string] $Verdict = 'Ready', [object[]] $Rungs)

    $isReady = $Verdict -eq 'Ready'
    if (-not $Rungs) {
        $role = if ($isReady) { New-Rung -Name DirectoryRole -Message 'Exchange Administrator' } else {
            New-Rung -Name DirectoryRole -State $(if ($Verdict -eq 'NotReady') { 'Failed' } else { $Verdict }) -Message 'No directory role.' -Evidence 'wids: none' -Fix 'Assign a role.' -FixedBy 'Customer (Privileged Role Administrator)' -Steps @(
                New-Step -Kind ExchangePowerShell -Text "New-ServicePrincipal -AppId a`nAdd-RoleGroupMember b"
            )
        }
        $Rungs = @(New-Rung -Name Tenant) + $role + @(New-Rung -Name Probe -State Skipped -Message 'Not asked for.')
    }
    [pscustomobject]@{
        PSTypeName = 'ExoMt.TenantReadiness'
        Organization = $Organization; TenantId = '7e4a0001-1c2d-4e3f-8a5b-000000000001'; Environment = 'Worldwide'
        AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; ObjectId = '5f0d9a3e-6f0b-4a54-9c1b-2f7f0f1f6b52'
        Verdict = $Verdict; Verified = $false; InitialDomain = $Organization
        BlockedBy = $(if (-not $isReady) { 'DirectoryRole' }); Message = $(if ($isReady) { 'Nothing is missing.' } else { 'No directory role.' })
        Fix = $(if (-not $isReady) { 'Assign a role.' }); FixedBy = $(if (-not $isReady) { 'Customer (Privileged Role Administrator)' })
        Rungs = $Rungs; TokenId = 'aB3dE5gH7jK9mN1pQ3sT5v'; CorrelationId = '11111111-2222-4333-8444-555555555555'
        CheckedOn = [System.DateTimeOffset]::new(2026, 11, 25, 10, 30, 0, [timespan]::FromHours(2))
    }
}

function New-PlantedReadiness {
    # Returns a readiness object with a given text in every member that accepts one.
    param([string] $Text)

    $steps = foreach ($kind in 'Portal', 'GraphPowerShell', 'Browser', $Text) { New-Step -Kind $kind -Text $Text }
    $steps = @($steps) + (New-Step -Kind Browser -Text "https://login.microsoftonline.com/x?state=$([uri]::EscapeDataString($Text))")
    $rung = New-Rung -Name $Text -State $Text -Message $Text -Evidence $Text, "seen: $Text" -Fix $Text -FixedBy $Text -Steps $steps
    $tenant = New-Readiness -Organization $Text -Verdict $Text -Rungs @($rung)
    foreach ($name in 'TenantId', 'Environment', 'AppId', 'ObjectId', 'InitialDomain', 'BlockedBy', 'Message', 'Fix', 'FixedBy', 'TokenId', 'CorrelationId', 'CheckedOn') { $tenant.$name = $Text }
    $tenant
}

function Get-Canary {
    # Returns secrets of every kind by name: a real token, a real assertion, real keys.
    $token = (Get-ExoMtToken -App (New-SecretApp) -Organization contoso.onmicrosoft.com -ErrorAction Stop).AccessToken
    $pem = Get-Content -Raw (Get-Fixture 'app.key')
    $random = [System.Security.Cryptography.RandomNumberGenerator]::Create()
    $bytes = [byte[]]::new(32)
    $random.GetBytes($bytes)
    @{
        token               = $token
        'token payload'     = $token.Split('.')[1]
        'token signature'   = $token.Split('.')[2]
        'token of two lines' = $token.Insert(100, "`n")
        secret              = Get-SecretText
        'secret of Entra'   = 'abC8Q~' + 'xYz1.2w_Vu-Ts~Rq4Po5Nm6Lk7Ji8Hg9Fe'
        'secret of words'   = 'this-is-the-secret-of-our-app'
        'secret of a pattern' = 'CANARY_VALUE_0123456789_abcdefghij'
        key                 = $pem
        'key without frame' = (@($pem -split "`n") -notlike '-----*' -join "`n").Trim()
        'key in one line'   = $pem.Trim().Replace("`n", '\n')
        assertion           = New-FederatedAssertion
        PFX                 = [Convert]::ToBase64String([IO.File]::ReadAllBytes((Get-Fixture 'modern.pfx')))
        'hex key'           = -join ($bytes | ForEach-Object { $_.ToString('x2') })
        'base64 key'        = [Convert]::ToBase64String($bytes)
    }
}

function Get-Form {
    # Returns the forms in which a secret can be transported: as is, in base64 and in a URL.
    param([string] $Secret)

    $Secret
    [uri]::EscapeDataString($Secret)
    [System.Net.WebUtility]::UrlEncode($Secret)
    foreach ($encoding in [System.Text.Encoding]::UTF8, [System.Text.Encoding]::Unicode) {
        $base64 = [Convert]::ToBase64String($encoding.GetBytes($Secret))
        $base64
        $base64.Replace('+', '-').Replace('/', '_').TrimEnd('=')
        [uri]::EscapeDataString($base64)
    }
}

function Find-Canary {
    # Returns the first piece of 20 characters of any form of a secret that a text contains. Ignores
    # line breaks, spaces and the escapes of HTML and JSON.
    param([string] $Text, [string] $Secret)

    $texts = @($Text, [System.Net.WebUtility]::HtmlDecode($Text)) + @([regex]::Unescape($Text.Replace('\', '\\').Replace('\\u', '\u')))
    $pieces = [System.Collections.Generic.HashSet[string]]::new()
    foreach ($shown in $texts) {
        $dense = $shown -replace '\s', ''
        for ($at = 0; $at + $script:Window -le $dense.Length; $at++) { $null = $pieces.Add($dense.Substring($at, $script:Window)) }
    }
    foreach ($form in Get-Form -Secret $Secret) {
        $dense = $form -replace '\s', ''
        for ($at = 0; $at + $script:Window -le $dense.Length; $at++) {
            if ($pieces.Contains($dense.Substring($at, $script:Window))) { return $dense.Substring($at, $script:Window) }
        }
    }
}

function Read-AllStream {
    # Returns everything that a script writes to any stream, with all members of its errors.
    param([scriptblock] $Script)

    $Error.Clear()
    $said = & $Script *>&1
    $parts = @($said | Out-String -Width 100000) + @($said | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Format-List * -Force | Out-String -Width 100000)
    $parts += @($Error | ForEach-Object { $_ | Format-List * -Force | Out-String -Width 100000; "$($_.TargetObject)"; "$($_.Exception)"; $_.Exception.Data | Out-String -Width 100000 })
    $parts -join "`n"
}

Export-ModuleMember -Function *-*
