# Shares functions between the Pester suites. tests/powershell.rs starts the simulator and sets
# EXOMT_TEST_*.
Set-StrictMode -Version 3.0

$script:AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'
$script:Secret = 'scenario-secret~0123456789.abcdefghij'
$script:Fixtures = Join-Path (Split-Path $PSScriptRoot) 'fixtures/credential'
$script:Tenants = 0
$script:TenantIds = @{}

foreach ($name in 'EXOMT_TEST_MODULE', 'EXOMT_TEST_AUTHORITY', 'EXOMT_TEST_CA') {
    if (-not [Environment]::GetEnvironmentVariable($name)) { throw "$name is not set: run these by 'cargo test --test powershell'." }
}

$handler = [System.Net.Http.HttpClientHandler]::new()
$handler.ServerCertificateCustomValidationCallback = [System.Net.Http.HttpClientHandler]::DangerousAcceptAnyServerCertificateValidator
$script:Client = [System.Net.Http.HttpClient]::new($handler)

function Import-ExoMt {
    # Imports the module as it ships. Strict mode makes a misspelled property fail a test.
    Import-Module $env:EXOMT_TEST_MODULE -Force -Global
    . (Get-Module ExoMt) { Set-StrictMode -Version 3.0 }
}

function ConvertTo-Secure {
    param([string] $Text)
    $secure = [System.Security.SecureString]::new()
    foreach ($char in $Text.ToCharArray()) { $secure.AppendChar($char) }
    $secure
}

function Get-Fixture {
    # Returns the path of a committed key or certificate.
    param([string] $Name)
    Join-Path $script:Fixtures $Name
}

function Get-AppParameter {
    # Returns the parameters of the simulator's app, without a credential.
    @{ AppId = $script:AppId; Authority = $env:EXOMT_TEST_AUTHORITY; CertificateAuthorityPath = $env:EXOMT_TEST_CA }
}

function Get-SecretText { $script:Secret }

function Get-ConnectionUri {
    # Returns the simulator's Exchange endpoint. The real module needs one on port 443.
    if ($env:EXOMT_TEST_EXCHANGE_URI) { $env:EXOMT_TEST_EXCHANGE_URI } else { "$env:EXOMT_TEST_AUTHORITY/powershell-liveid" }
}

function New-SecretApp {
    # Creates an app with a client secret.
    $app = Get-AppParameter
    New-ExoMtApp @app -ConnectionUri (Get-ConnectionUri) -ClientSecret (ConvertTo-Secure $script:Secret)
}

function Invoke-Simulator {
    # Sends a request to the simulator's control API.
    param([string] $Method, [string] $Path, [object] $Body)

    $request = [System.Net.Http.HttpRequestMessage]::new([System.Net.Http.HttpMethod]::new($Method), "$env:EXOMT_TEST_AUTHORITY/_sim/$Path")
    if ($null -ne $Body) { $request.Content = [System.Net.Http.StringContent]::new((ConvertTo-Json -InputObject $Body -Depth 6)) }
    $answer = $script:Client.SendAsync($request).GetAwaiter().GetResult()
    $text = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
    if (-not $answer.IsSuccessStatusCode) { throw "simulator: $($answer.StatusCode) $text" }
    if ($text) { ConvertFrom-Json -InputObject $text }
}

function Get-SimulatorRequest {
    # Returns the requests that the simulator received, optionally of one tenant.
    param([string] $Tenant = '*')
    @(Invoke-Simulator -Method GET -Path requests | Where-Object { $_.path -like "/$Tenant/*" })
}

function Clear-SimulatorRequest {
    # Clears the simulator's log of requests.
    Invoke-Simulator -Method DELETE -Path requests
}

function Set-SimulatorFault {
    # Replaces the faults of a tenant.
    param([string] $Tenant, [hashtable[]] $Fault = @())
    Invoke-Simulator -Method POST -Path faults -Body @{ tenant = $Tenant; faults = $Fault }
}

function Add-SimulatorTenant {
    # Adds a tenant for one test and returns its domain. It is ready unless parameters say
    # otherwise. -Like changes an existing tenant; -More sets other members of the simulator's
    # configuration.
    param([string[]] $Roles = 'Exchange.ManageAsApp', [string[]] $DirectoryRoles = '29232cdf-9323-42fd-ade2-1d097af3e4de', [string[]] $RoleGroups = @(), [hashtable[]] $Faults = @(), [switch] $WithoutPrincipal, [string] $Like, [hashtable] $More = @{})

    if ($Like) { $domain = $Like } else {
        $script:Tenants++
        $domain = "t$PID-$($script:Tenants).onmicrosoft.com"
        $script:TenantIds[$domain] = [string][guid]::NewGuid()
    }
    $principal = @{ appId = $script:AppId; objectId = $script:TenantIds[$domain].Replace('-4', '-5'); roles = $Roles; wids = $DirectoryRoles; roleGroups = $RoleGroups }
    $tenant = @{ id = $script:TenantIds[$domain]; domains = @($domain, $domain.Replace('.onmicrosoft.com', '.example')); servicePrincipals = @(if (-not $WithoutPrincipal) { $principal }); faults = $Faults }
    Invoke-Simulator -Method POST -Path tenants -Body ($tenant + $More)
    $domain
}

function Get-SimulatorMailbox {
    # Returns a mailbox as it is in the simulator now.
    param([string] $Tenant, [string] $Alias = 'adele')
    $found = Invoke-Simulator -Method GET -Path tenants | Where-Object { $_.domains -contains $Tenant }
    $found.mailboxes | Where-Object { $_.alias -eq $Alias }
}

function Get-SimulatorTenantId {
    # Returns the id of a tenant that a test has added.
    param([string] $Domain)
    $script:TenantIds[$Domain]
}

function Wait-Until {
    # Waits for a condition and returns whether it became true in time.
    param([scriptblock] $Condition, [double] $Seconds = 5)

    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while ($watch.Elapsed.TotalSeconds -lt $Seconds) {
        if (& $Condition) { return $true }
        Start-Sleep -Milliseconds 20
    }
    $false
}

function New-TestCertificate {
    # Creates a self-signed certificate with its key.
    param([string] $Subject = 'CN=ExoMt test', [int] $Days = 365, [string] $KeyType = 'RSA')

    $key = if ($KeyType -eq 'RSA') { [System.Security.Cryptography.RSA]::Create(2048) } else { [System.Security.Cryptography.ECDsa]::Create() }
    $name = [System.Security.Cryptography.X509Certificates.X500DistinguishedName]::new($Subject)
    $request = if ($KeyType -eq 'RSA') {
        [System.Security.Cryptography.X509Certificates.CertificateRequest]::new($name, $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    }
    else { [System.Security.Cryptography.X509Certificates.CertificateRequest]::new($name, $key, 'SHA256') }
    $end = [System.DateTimeOffset]::UtcNow.AddDays($Days)
    $start = if ($Days -gt 0) { [System.DateTimeOffset]::UtcNow.AddMinutes(-5) } else { $end.AddDays(-30) }
    $request.CreateSelfSigned($start, $end)
}

function Get-FixtureCertificate {
    # Returns a committed certificate with its key as a .NET object, whose key Rust never receives.
    param([string] $Name = 'app')
    [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile((Get-Fixture "$Name.crt"), (Get-Fixture "$Name.key"))
}

function New-FederatedAssertion {
    # Creates an assertion of the issuer that the simulator's app trusts.
    $encode = { param($Bytes) [Convert]::ToBase64String($Bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
    $now = [System.DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
    $claims = @{ iss = 'https://token.actions.example'; sub = 'workload'; aud = 'api://AzureADTokenExchange'; iat = $now; nbf = $now; exp = $now + 600; jti = [string][guid]::NewGuid() }
    $parts = foreach ($part in @{ alg = 'RS256'; typ = 'JWT' }, $claims) {
        & $encode ([System.Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $part -Compress)))
    }
    $text = $parts -join '.'
    $key = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey((Get-FixtureCertificate -Name 'leaf'))
    $signature = $key.SignData([System.Text.Encoding]::ASCII.GetBytes($text), 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    "$text.$(& $encode $signature)"
}

Export-ModuleMember -Function *-*
