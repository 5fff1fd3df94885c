# Runs the main commands in the Windows build of PowerShell; tests/windows.rs starts it. Each line
# is `name: outcome`. Keys that .NET has to open are left out, because Wine's key storage doesn't
# support them.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module $env:EXOMT_TEST_MODULE

function ConvertTo-Secure {
    param([string] $Text)
    $secure = [System.Security.SecureString]::new()
    foreach ($char in $Text.ToCharArray()) { $secure.AppendChar($char) }
    $secure
}

$app = @{ AppId = $env:EXOMT_TEST_APP; Authority = $env:EXOMT_TEST_AUTHORITY; CertificateAuthorityPath = $env:EXOMT_TEST_CA }
$contoso = 'contoso.onmicrosoft.com'
function Get-Fixture { param([string] $Name) Join-Path $env:EXOMT_TEST_FIXTURES $Name }

"platform: $($env:OS) $([System.IO.Path]::DirectorySeparatorChar)"
$secret = New-ExoMtApp @app -ClientSecret (ConvertTo-Secure $env:EXOMT_TEST_SECRET)
"secret: $((Get-ExoMtToken -App $secret -Organization $contoso).Verdict)"
"pfx: $((Get-ExoMtToken @app -CertificatePath (Get-Fixture 'modern.pfx') -CertificatePassword (ConvertTo-Secure "pass w$([char]0xF6)rd") -Organization $contoso).Verdict)"
"old pfx: $((Get-ExoMtToken @app -CertificatePath (Get-Fixture 'legacy-rc2.pfx') -CertificatePassword (ConvertTo-Secure 'legacy') -Organization $contoso).Verdict)"
"pem: $((Get-ExoMtToken -App (New-ExoMtApp @app -CertificatePath (Get-Fixture 'app.crt') -CertificateKeyPath (Get-Fixture 'app-aes.key') -CertificatePassword (ConvertTo-Secure 'hunter2')) -Organization $contoso).Verdict)"
$token = Get-ExoMtToken -App $secret -Organization $contoso
"token: $($token.AccessToken -match '^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$')"
"shown: $(($token | Format-List * -Force | Out-String).Contains($token.AccessToken.Split('.')[2].Substring(0, 40)))"
"check: $(($token | Test-ExoMtToken).Verdict)"
$check = Get-ExoMtToken -App $secret -Organization fabrikam.onmicrosoft.com -WarningAction SilentlyContinue | Test-ExoMtToken
"not ready: $($check.Verdict) $(@($check.Findings | Where-Object Severity -eq 'Error')[0].Code)"
Get-ExoMtToken -App $secret -Organization northwind.onmicrosoft.com -ErrorAction SilentlyContinue -ErrorVariable failures
"error: $($failures[0].FullyQualifiedErrorId) $($failures[0].CategoryInfo.Category)"
$place = @{ Authority = $app.Authority; CertificateAuthorityPath = $app.CertificateAuthorityPath }
"resolve: $((Resolve-ExoMtTenant $contoso @place).Environment)"
$probing = New-ExoMtApp @app -ClientSecret (ConvertTo-Secure $env:EXOMT_TEST_SECRET) -ConnectionUri "$($app.Authority)/powershell-liveid"
"ladder: $((Test-ExoMtTenant -App $probing -Organization $contoso -Probe).Verdict) $((Test-ExoMtTenant -App $probing -Organization northwind.onmicrosoft.com).BlockedBy)"
"signature: $(($token | Test-ExoMtToken -VerifySignature @place).SignatureVerified)"
# Another program must not be able to take over the port of Wait-ExoMtConsent.
$free = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
$free.Start()
$port = $free.LocalEndpoint.Port
Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port" -TimeoutSec 1 -ErrorAction SilentlyContinue -ErrorVariable failures
"port in use: $($failures[0].FullyQualifiedErrorId)"
$free.Stop()
$everywhere = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Any, $port)
$everywhere.Start()
Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port" -TimeoutSec 1 -ErrorAction SilentlyContinue -ErrorVariable failures
"port in use at all addresses: $($failures[0].FullyQualifiedErrorId)"
$everywhere.Stop()
$shell = [powershell]::Create()
$null = $shell.AddScript({
        param($Module, $Port)
        Import-Module $Module
        Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$Port"
    }).AddArgument($env:EXOMT_TEST_MODULE).AddArgument($port)
$running = $shell.BeginInvoke()
$client = $null
while ($null -eq $client -and -not $running.IsCompleted) {
    try { $client = [System.Net.Sockets.TcpClient]::new('127.0.0.1', $port) } catch { Start-Sleep -Milliseconds 100 }
}
$request = [System.Text.Encoding]::ASCII.GetBytes("GET /?admin_consent=True&state=s1 HTTP/1.1`r`nHost: localhost:$port`r`n`r`n")
$client.GetStream().Write($request, 0, $request.Length)
"page: $([System.IO.StreamReader]::new($client.GetStream()).ReadToEnd() -match '<h1>Consented</h1>')"
"consent: $($shell.EndInvoke($running).Outcome)"
$client.Dispose()
Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port" -TimeoutSec 1 -ErrorAction SilentlyContinue -ErrorVariable failures
"port is free again: $($failures[0].FullyQualifiedErrorId)"
$env:PSModulePath = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
try { Connect-ExoMtTenant -App $probing -Organization $contoso } catch { "no module: $($_.FullyQualifiedErrorId)" }
Import-Module (Join-Path $PSScriptRoot '../Exchange.psm1')
Install-ExchangeModule -Folder $env:PSModulePath -Version 3.9.2
Connect-ExoMtTenant -App $probing -Organization $contoso -CommandName Get-AcceptedDomain
"connect: $(@(Get-AcceptedDomain).Count) $(& (Get-Module ExchangeOnlineManagement) { $script:Calls[-1].Command })"
Connect-ExoMtTenant -App $probing -Organization litware.onmicrosoft.com -Resource Compliance -Prefix Scc
"compliance: $((Get-SccOrganizationConfig).Name) $(& (Get-Module ExchangeOnlineManagement) { $script:Calls[-1].Command })"
try { New-ExoMtApp @app -CertificatePath (Get-Fixture 'modern.pfx') -CertificatePassword (ConvertTo-Secure 'wrong') } catch { "password: $($_.FullyQualifiedErrorId)" }
try { New-ExoMtApp @app -CertificateThumbprint ('AB' * 20) } catch { "store: $($_.FullyQualifiedErrorId)" }
$app.Remove('CertificateAuthorityPath')
Get-ExoMtToken -App (New-ExoMtApp @app -ClientSecret (ConvertTo-Secure $env:EXOMT_TEST_SECRET)) -Organization $contoso -ForceRefresh -ErrorAction SilentlyContinue -ErrorVariable failures
"untrusted: $($failures[0].FullyQualifiedErrorId)"
Remove-Module ExoMt
"removed: $($null -eq $token.PSObject.Properties['AccessToken'])"
