# What a partner does, with the simulated Entra that `cargo run --example demo` has started.
$ErrorActionPreference = 'Stop'
Import-Module $env:DEMO_MODULE
$tenants = $env:DEMO_TENANTS -split ' '
$password = [System.Security.SecureString]::new()
$env:DEMO_PFX_PASSWORD.ToCharArray() | ForEach-Object { $password.AppendChar($_) }

function Write-Step {
    # Writes a heading with the command that a user would type.
    param([int] $Number, [string] $Title, [string] $Command)
    Write-Host ''
    Write-Host "$Number. $Title" -ForegroundColor Cyan
    Write-Host "   PS> $Command" -ForegroundColor DarkGray
}

function Get-VerdictColor {
    param([string] $Verdict)
    @{ Ready = 'Green'; Warning = 'Yellow'; Unknown = 'Yellow' }[$Verdict], 'Red' | Where-Object { $_ } | Select-Object -First 1
}

function Connect-ExchangeOnline {
    # Stands in for Microsoft's cmdlet, which would not find Exchange here. Reads the token that it
    # gets.
    param([string] $AccessToken, [string] $Organization, [switch] $ShowBanner)
    $info = ConvertFrom-ExoMtToken -Token $AccessToken
    "connected to $Organization, tenant $($info.TenantId), as service principal $($info.ObjectId)"
}

Write-Host "ExoMt: one app, $($tenants.Count) customer tenants. Entra is simulated at $env:DEMO_AUTHORITY." -ForegroundColor White

Write-Step 1 'Describe the app once' 'New-ExoMtApp -AppId $appId -CertificatePath ./app.pfx -CertificatePassword $password'
$app = New-ExoMtApp -AppId $env:DEMO_APP -CertificatePath $env:DEMO_PFX -CertificatePassword $password -Authority $env:DEMO_AUTHORITY -CertificateAuthorityPath $env:DEMO_CA -ConnectionUri $env:DEMO_AUTHORITY
Write-Host "   $($app.AppId), $($app.CertificateSubject), $($app.CertificateThumbprint), valid until $($app.CertificateNotAfter.ToString('yyyy-MM-dd'))"

Write-Step 2 'Acquire and check a token for each tenant' '$tenants | Get-ExoMtToken -App $app'
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$tokens = @($tenants | Get-ExoMtToken -App $app -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)
$elapsed = $watch.ElapsedMilliseconds
foreach ($tenant in $tenants) {
    $token = $tokens | Where-Object Organization -eq $tenant
    $verdict = if ($token) { $token.Verdict } else { 'no token' }
    $roles = @($token.Roles) + @($token.DirectoryRoles | ForEach-Object { $_.Name }) | Where-Object { $_ }
    Write-Host ('   {0,-28}' -f $tenant) -NoNewline
    Write-Host ('{0,-10}' -f $verdict) -NoNewline -ForegroundColor (Get-VerdictColor $verdict)
    Write-Host ($roles -join ', ')
}
Write-Host "   in $elapsed ms" -ForegroundColor DarkGray

Write-Step 3 'See what is missing and who can fix it' '$tenants | Test-ExoMtTenant -App $app -Probe -Ordered'
$marks = @{ Passed = '+'; Failed = 'x'; Warning = '!'; Unknown = '?'; Skipped = '.' }
foreach ($check in $tenants | Test-ExoMtTenant -App $app -Probe -Ordered) {
    Write-Host ('   {0,-28}' -f $check.Organization) -NoNewline
    Write-Host ('{0,-10}' -f $check.Verdict) -NoNewline -ForegroundColor (Get-VerdictColor $check.Verdict)
    Write-Host (@($check.Rungs | ForEach-Object { "$($marks[$_.State])$($_.Name)" }) -join ' ') -ForegroundColor DarkGray
    if (-not $check.BlockedBy) { continue }
    Write-Host "      $($check.BlockedBy): $($check.Message)"
    Write-Host "      Fix: $($check.Fix)"
    Write-Host "      By:  $($check.FixedBy)"
}

Write-Step 4 'Connect to the tenants that are ready' 'Connect-ExchangeOnline -AccessToken $token.AccessToken -Organization $token.Organization -ShowBanner:$false'
foreach ($token in $tokens | Where-Object Verdict -eq 'Ready') {
    Write-Host "   $(Connect-ExchangeOnline -AccessToken $token.AccessToken -Organization $token.Organization -ShowBanner:$false)" -ForegroundColor Green
}
Write-Host ''
Write-Host 'None of this output contained a token: a token is shown only when you ask for $token.AccessToken.' -ForegroundColor DarkGray
