# Tests the text for a support ticket: what it contains, and that it contains no secret.
BeforeDiscovery {
    $kinds = 'token', 'token payload', 'token signature', 'token of two lines', 'secret', 'secret of Entra', 'secret of words', 'secret of a pattern', 'key', 'key without frame', 'key in one line', 'assertion', 'PFX', 'hex key', 'base64 key'
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'Canary.psm1') -Force
    Import-ExoMt
    $contoso = 'contoso.onmicrosoft.com'
    $folder = Convert-Path 'TestDrive:/'

    function New-PlantedError {
        # Returns an error with a given text in every member that accepts one.
        param([string] $Text, [switch] $Bare)
        $inner = [System.InvalidOperationException]::new("inner $Text")
        $exception = [System.Exception]::new($(if ($Bare) { $Text } else { "outer $Text" }), $inner)
        foreach ($key in 'Name', 'Aadsts', 'CorrelationId', 'TraceId', 'Timestamp', 'Detail', 'FixedBy', 'Fix', 'Own') { $exception.Data[$key] = $Text; $inner.Data[$key] = $Text }
        $exception.Data[$Text] = $Text
        $record = [System.Management.Automation.ErrorRecord]::new($exception, $Text, 'NotSpecified', $Text)
        $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new("details $Text")
        $record.ErrorDetails.RecommendedAction = $Text
        $record
    }

    function New-PlantedThing {
        # Returns one object of each kind that the command accepts, with a given text in every
        # member.
        param([string] $Text)
        New-PlantedReadiness -Text $Text
        New-PlantedError -Text $Text
        New-PlantedError -Text $Text -Bare
        [System.Exception]::new($Text)
        [pscustomobject]@{ PSTypeName = 'Deserialized.System.Management.Automation.ErrorRecord'; Exception = $Text; FullyQualifiedErrorId = $Text; TargetObject = $Text }
        $token = [pscustomobject]@{ PSTypeName = 'Deserialized.ExoMt.Token' }
        foreach ($name in 'Organization', 'TenantId', 'AppId', 'Resource', 'Environment', 'Verdict', 'ObjectId', 'TokenId', 'CorrelationId', 'ExpiresOn', 'AccessToken', 'Waited') { Add-Member -InputObject $token -NotePropertyName $name -NotePropertyValue $Text }
        Add-Member -InputObject $token -NotePropertyName Roles -NotePropertyValue @($Text, $Text)
        $token
        $finding = [pscustomobject]@{ Code = $Text; Severity = $Text; Claim = $Text; Expected = $Text; Actual = $Text; Message = $Text }
        [pscustomobject]@{ PSTypeName = 'ExoMt.TokenCheck'; Organization = $Text; TenantId = $Text; Verdict = $Text; Findings = @($finding) }
        [pscustomobject]@{ PSTypeName = $Text; Text = $Text }
        $Text
        "a line: $Text"
        ConvertTo-Secure $Text
    }

    function New-PlantedApp {
        param([string] $Text)
        $app = [pscustomobject]@{ PSTypeName = 'ExoMt.App' }
        foreach ($name in 'AppId', 'Environment', 'CredentialType', 'CertificateSubject', 'CertificateThumbprint', 'CertificateNotAfter', 'ConnectionUri', 'ClientSecret') { Add-Member -InputObject $app -NotePropertyName $name -NotePropertyValue $Text }
        Add-Member -InputObject $app -NotePropertyName Authority -NotePropertyValue "https://user:$([uri]::EscapeDataString($Text))@login.example/$([uri]::EscapeDataString($Text))"
        $app
    }
}

Describe 'The diagnostic' {
    BeforeAll {
        $app = Get-AppParameter
        $app = New-ExoMtApp @app -Certificate (Get-FixtureCertificate)
        $token = Get-ExoMtToken -App $app -Organization $contoso -ErrorAction Stop
        $faulty = Add-SimulatorTenant -Faults @{ kind = 'aadsts'; code = 7000229 }
        Get-ExoMtToken -App $app -Organization $faulty -ErrorVariable failed -ErrorAction SilentlyContinue
        $text = @($token) + $failed + (New-Readiness -Verdict NotReady) + ($token | Test-ExoMtToken) | Export-ExoMtDiagnostic -App $app
    }

    It 'says what it contains and what it omits' {
        $text | Should -BeOfType [string]
        @($text).Count | Should -Be 1
        $text | Should -Match '(?s)^ExoMtDiagnostic:\s+Made: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ by Export-ExoMtDiagnostic\s+Has: versions.*1 apps, 1 tokens, 1 tenants, 1 checks, 1 errors.*LeftOut:.*tokens, secrets, keys.*Note: '
    }

    It 'shows the versions' {
        $text | Should -Match "(?m)^  Module: ExoMt $((Get-Module ExoMt).Version)"
        $text | Should -Match '(?m)^  Library: exomt \d+\.\d+\.\d+, interface 2, \w+-\w+'
        $text | Should -Match "(?m)^  PowerShell: $([regex]::Escape("$($PSVersionTable.PSVersion) $($PSVersionTable.PSEdition)"))"
        $text | Should -Match '(?m)^  DotNet: \.NET'
        $text | Should -Match '(?m)^  OperatingSystem: \S+'
        $text | Should -Match '(?m)^  ExchangeOnlineManagement: '
    }

    It 'lists the installed versions of ExchangeOnlineManagement' {
        $modules = Join-Path $folder 'modules'
        foreach ($version in '3.4.0', '3.9.2') {
            $null = New-Item -ItemType Directory -Path (Join-Path $modules "ExchangeOnlineManagement/$version")
            Set-Content -Path (Join-Path $modules "ExchangeOnlineManagement/$version/ExchangeOnlineManagement.psd1") -Value "@{ ModuleVersion = '$version' }"
        }
        $before = $env:PSModulePath
        try {
            $env:PSModulePath = $modules
            $said = Export-ExoMtDiagnostic
        }
        finally { $env:PSModulePath = $before }
        $said | Should -Match '(?m)^  ExchangeOnlineManagement: .*3\.4\.0'
        $said | Should -Match '(?m)^  ExchangeOnlineManagement: .*3\.9\.2'
    }

    It 'shows the app, without its credential' {
        $text | Should -Match "AppId: $($app.AppId)"
        $text | Should -Match "Authority: $(([uri]$app.Authority).Authority)"
        $text | Should -Match "CredentialType: $($app.CredentialType)"
        $text | Should -Match "CertificateThumbprint: $($app.CertificateThumbprint)"
        $text | Should -Match "CertificateNotAfter: $($app.CertificateNotAfter.UtcDateTime.ToString('yyyy-MM-ddTHH:mm:ssZ'))"
    }

    It 'shows the claims that explain a refusal, and only the names of the others' {
        $claims = ($token | ConvertFrom-ExoMtToken).Claims
        foreach ($name in 'aud', 'iss', 'tid', 'appid', 'idtyp', 'oid', 'ver', 'uti') { $text | Should -Match ('(?m)^\s+{0}: {1}' -f $name, [regex]::Escape($claims.$name)) }
        $text | Should -Match '(?m)^\s+appidacr: 2 \(certificate or assertion\)'
        $text | Should -Match '(?m)^\s+roles: Exchange\.ManageAsApp'
        $text | Should -Match '29232cdf-9323-42fd-ade2-1d097af3e4de \(Exchange Administrator\)'
        $text | Should -Match ('(?m)^\s+exp: {0} \(\d{{4}}-' -f $claims.exp)
        $others = @($claims.PSObject.Properties | Where-Object { $_.Name -notin 'aud', 'iss', 'tid', 'appid', 'appidacr', 'idtyp', 'oid', 'roles', 'wids', 'iat', 'nbf', 'exp', 'ver', 'uti', 'tenant_region_scope' })
        $others.Count | Should -BeGreaterThan 0
        $line = ([regex]'names of the other claims: (.*)').Match($text).Groups[1].Value -split ', '
        foreach ($claim in $others) {
            $line | Should -Contain $claim.Name
            $text | Should -Not -Match "(?m)^\s+$($claim.Name): "
        }
        $line.Count | Should -Be $others.Count
    }

    It 'shows the ladder' {
        $text | Should -Match '(?m)^\s+BlockedBy: DirectoryRole'
        $text | Should -Match '(?m)^\s+- DirectoryRole: Failed\. No directory role\.\s+\| wids: none'
    }

    It 'shows the results of Test-ExoMtTenant and Resolve-ExoMtTenant unchanged' {
        $secretless = New-SecretApp
        $tenants = @(Add-SimulatorTenant -Roles @(); Add-SimulatorTenant -DirectoryRoles @(); $contoso) | Test-ExoMtTenant -App $secretless -Probe
        $resolved = Resolve-ExoMtTenant -Organization $contoso -Authority $env:EXOMT_TEST_AUTHORITY -CertificateAuthorityPath $env:EXOMT_TEST_CA
        $said = @($tenants) + $resolved | Export-ExoMtDiagnostic -App $secretless
        $said | Should -Match '4 tenants'
        $said | Should -Not -Match 'redacted:\w'
        foreach ($rung in $tenants.Rungs) { $said | Should -Match ([regex]::Escape("- $($rung.Name): $($rung.State). $($rung.Message)")) }
        $said | Should -Match "ExchangeHost: $([regex]::Escape($resolved.ExchangeHost))"
    }

    It 'shows an error with its codes, ids and times' {
        $data = $failed[0].Exception.Data
        $text | Should -Match 'Id: ExoMt\.ConsentMissing,Get-ExoMtToken'
        $text | Should -Match 'Aadsts: 7000229'
        $text | Should -Match "CorrelationId: $($data['CorrelationId'])"
        $text | Should -Match "TraceId: $($data['TraceId'])"
        $text | Should -Match "Timestamp: $([regex]::Escape($data['Timestamp']))"
        $text | Should -Match "Target: $faulty"
        $text | Should -Match 'Command: Get-ExoMtToken'
    }

    It 'finds the code, ids and time in the text of another product''s error' {
        $said = [System.Exception]::new('AADSTS700016: Application was not found. Trace ID: 11111111-1111-4111-8111-111111111111 Correlation ID: 22222222-2222-4222-8222-222222222222 Timestamp: 2026-11-25 10:00:00Z') | Export-ExoMtDiagnostic
        $said | Should -Match 'Aadsts: 700016'
        $said | Should -Match '(?m)^\s+CorrelationId: 22222222-2222-4222-8222-222222222222'
        $said | Should -Match '(?m)^\s+TraceId: 11111111-1111-4111-8111-111111111111'
        $said | Should -Match '(?m)^\s+Timestamp: 2026-11-25 10:00:00Z'
    }

    It 'reads an error that passed through <Name>' -ForEach @(
        @{ Name = 'Import-Clixml'; Through = { param($Record) $Record | Export-Clixml TestDrive:/e.clixml; Import-Clixml TestDrive:/e.clixml } }
        @{ Name = 'a job'; Through = { param($Record) Start-Job -ArgumentList $Record.Exception.Message -ScriptBlock { Write-Error $args[0] -ErrorId $args[0] } | Wait-Job | Receive-Job -ErrorVariable came -ErrorAction SilentlyContinue; $came } }
    ) {
        $copy = & $Through $failed[0]
        $said = $copy | Export-ExoMtDiagnostic
        $said | Should -Match '1 errors'
        $said | Should -Match '(?m)^\s+Aadsts: 7000229'
    }

    It 'shows the totals of the cache, and whether a proxy is set, but not its address' {
        $said = try {
            $env:HTTPS_PROXY = 'http://proxyuser:proxypassword@proxy.internal.example:8080'
            Export-ExoMtDiagnostic
        }
        finally { $env:HTTPS_PROXY = $null }
        $said | Should -Match '(?m)^  - HTTPS_PROXY: yes'
        $said | Should -Match '(?m)^  - NO_PROXY: no'
        $said | Should -Not -Match 'proxyuser|proxypassword|proxy\.internal'
        $text | Should -Match '(?m)^Cache: [1-9]\d* token\(s\), '
    }

    It 'has the same content as JSON' {
        $json = $token, (New-Readiness -Verdict NotReady) | Export-ExoMtDiagnostic -App $app -AsJson | ConvertFrom-Json
        $json.Tokens[0].Claims.tid | Should -Be $token.TenantId
        $json.Tenants[0].BlockedBy | Should -Be 'DirectoryRole'
        $json.Tenants[0].Ladder.Count | Should -Be 3
        $json.Apps[0].AppId | Should -Be $app.AppId
        $json.Versions.Module | Should -BeLike 'ExoMt *'
        @($json.ExoMtDiagnostic.LeftOut).Count | Should -BeGreaterThan 2
    }

    It 'accepts a token as text, as SecureString and as a copy without its token' {
        foreach ($form in $token.AccessToken, (ConvertTo-Secure $token.AccessToken)) { $form | Export-ExoMtDiagnostic | Should -Match "tid: $($token.TenantId)" }
        $token | Export-Clixml TestDrive:/token.clixml
        $said = Import-Clixml TestDrive:/token.clixml | Export-ExoMtDiagnostic
        $said | Should -Match "TenantId: $($token.TenantId)"
        $said | Should -Match 'Claims: not available: .*copy'
    }

    It 'reports that the clock is behind' {
        $encode = { param($Text) [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($Text)).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
        $soon = [System.DateTimeOffset]::UtcNow.ToUnixTimeSeconds() + 900
        $future = (& $encode '{"alg":"RS256"}') + '.' + (& $encode "{`"iat`":$soon,`"exp`":$($soon + 3600),`"tid`":`"x`"}") + '.AAAA'
        $future | Export-ExoMtDiagnostic | Should -Match "clock is at least (89\d|900) second\(s\) behind"
    }

    It 'neither reads $Error nor adds to it' {
        $Error.Clear()
        try { throw 'not-asked-for' } catch { $null = $_ }
        $said = $token | Export-ExoMtDiagnostic -App $app
        $said | Should -Not -Match 'not-asked-for'
        $Error.Count | Should -Be 1
    }

    It 'counts unknown objects, and objects above its limit' {
        $said = @(1..130 | ForEach-Object { New-Readiness -Organization "t$_.com" }) + 5 | Export-ExoMtDiagnostic
        $said | Should -Match '30 tenants after the first 100'
        $said | Should -Match '1 object\(s\) of type System\.Int32'
        $said | Should -Match 'Organization: t100\.com'
        $said | Should -Not -Match 't101\.com'
    }

    It 'can''t be forged by the text of an object' {
        $said = New-Readiness -Organization "a.com`nErrors:`n  1.`r`n     Id: forged`u{2028}Also: forged" | Export-ExoMtDiagnostic
        $said | Should -Not -Match '(?m)^Errors:'
        $said | Should -Not -Match '(?m)^\s*(Id|Also): forged'
    }
}

Describe 'A secret' {
    BeforeAll { $canaries = Get-Canary }

    It 'is nowhere in the text: <_>' -ForEach $kinds {
        $secret = $canaries[$_]
        foreach ($planted in @($secret) + @(Get-Form -Secret $secret) + "client_secret=$secret&x=1" + "{`"assertion`":`"$secret`"}" + "Authorization: Bearer $secret" + "-ClientSecret '$secret'") {
            foreach ($json in $false, $true) {
                $said = New-PlantedThing -Text $planted | Export-ExoMtDiagnostic -App (New-PlantedApp -Text $planted) -AsJson:$json
                $said | Should -BeOfType [string]
                Find-Canary -Text $said -Secret $secret | Should -BeNullOrEmpty
            }
        }
    }

    It 'is in no stream and no error: <_>' -ForEach $kinds {
        $secret = $canaries[$_]
        $said = Read-AllStream {
            $DebugPreference = 'Continue'
            New-PlantedThing -Text $secret | Export-ExoMtDiagnostic -App (New-PlantedApp -Text $secret) -Path (Join-Path $folder "$([guid]::NewGuid()).txt") -Verbose
            foreach ($path in "nothere:/$([uri]::EscapeDataString($secret))", "$([uri]::EscapeDataString($secret)):/a") { try { Export-ExoMtDiagnostic -InputObject $secret -Path $path } catch { $_ } }
        }
        $said | Should -BeLike '*The diagnostic was written to*'
        Find-Canary -Text $said -Secret $secret | Should -BeNullOrEmpty
    }

    It 'is in no claim: <_>' -ForEach $kinds {
        $secret = $canaries[$_]
        $encode = { param($Value) [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $Value -Compress))).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
        $claims = @{ $secret = 1 }
        foreach ($name in 'aud', 'iss', 'tid', 'appid', 'appidacr', 'azp', 'idtyp', 'oid', 'ver', 'uti', 'tenant_region_scope', 'rh', 'aio', 'xms_ftd', 'iat', 'exp') { $claims[$name] = $secret }
        foreach ($name in 'roles', 'wids') { $claims[$name] = @($secret, "a $secret") }
        $token = "$(& $encode @{ alg = $secret; kid = $secret }).$(& $encode $claims).AAAA"
        # A SecureString has at most 65,536 characters.
        $said = @($token) + @(if ($token.Length -le 65536) { ConvertTo-Secure $token }) | Export-ExoMtDiagnostic
        Find-Canary -Text $said -Secret $secret | Should -BeNullOrEmpty
        Find-Canary -Text $said -Secret $token | Should -BeNullOrEmpty
    }

    It 'is removed from the lines of a log: <_>' -ForEach $kinds {
        $secret = $canaries[$_]
        $lines = "10:00 begin`n$secret`n10:01 and: $secret" -split "`n"
        $said = $lines | Export-ExoMtDiagnostic
        $said | Should -Match '10:00 begin'
        Find-Canary -Text $said -Secret $secret | Should -BeNullOrEmpty
    }

    It 'is found with invisible characters inside: <_>' -ForEach 0x200B, 0x00AD, 0x202E, 0x0007 {
        $secret = $canaries['token']
        $text = [regex]::Replace($secret, '.{15}', ('$0' + [char]$_))
        $said = [System.Exception]::new("it was $text") | Export-ExoMtDiagnostic
        $said | Should -Match 'it was \[redacted:'
        Find-Canary -Text ($said -replace [string][char]$_, '') -Secret $secret | Should -BeNullOrEmpty
    }

    It 'of a token object is not shown, only the claims' {
        $app = New-SecretApp
        $token = Get-ExoMtToken -App $app -Organization $contoso -ErrorAction Stop
        $said = $token, $token.AccessToken, (ConvertTo-Secure $token.AccessToken) | Export-ExoMtDiagnostic -App $app
        $said | Should -Match '3 tokens'
        Find-Canary -Text $said -Secret $token.AccessToken | Should -BeNullOrEmpty
        Find-Canary -Text $said -Secret (Get-SecretText) | Should -BeNullOrEmpty
    }

    It 'in the command line of an error is not shown' {
        $script = [scriptblock]::Create("`$null = 'one'; Get-Item -Path 'nothere:/x' -ErrorAction Stop # my-own-password")
        $record = try { & $script } catch { $_ }
        $record.InvocationInfo.Line | Should -BeLike '*my-own-password*'
        $record | Export-ExoMtDiagnostic | Should -Not -Match 'my-own-password'
    }

    It 'is found by the words before it: <Text>' -ForEach @(
        @{ Text = 'password=hunter2 is it' }
        @{ Text = 'Password: hunter2' }
        @{ Text = "'password' => 'hunter2'" }
        @{ Text = '{"client_secret":"hunter2"}' }
        @{ Text = '{\"client_secret\":\"hunter2\"}' }
        @{ Text = 'client_secret%3Dhunter2' }
        @{ Text = "the secret is 'hunter2', sorry" }
        @{ Text = 'https://user:hunter2@example.com/x' }
        @{ Text = '-ClientSecret hunter2 -AppId x' }
        @{ Text = "-CertificatePassword 'hunter2'" }
        @{ Text = 'Server=tcp:x;User ID=y;Password=hunter2;Encrypt=True' }
        @{ Text = 'Endpoint=sb://x/;SharedAccessKeyName=all;SharedAccessKey=hunter2' }
        @{ Text = 'https://x.example/blob?sv=2024&sig=hunter2&se=1' }
        @{ Text = 'https://localhost/?code=hunter2&state=1' }
        @{ Text = '<Password>hunter2</Password>' }
        @{ Text = 'Authorization: Bearer hunter2' }
        @{ Text = 'Authorization: Basic dXNlcjpodW50ZXIy'; Secret = 'dXNlcjpodW50ZXIy' }
        @{ Text = 'it was eyJhIjoxfQ.e30.c2ln'; Secret = 'c2ln' }
        @{ Text = 'Cookie: a=b; session=hunter2'; Secret = 'a=b' }
    ) {
        $hidden = if (Test-Path variable:Secret) { $Secret } else { 'hunter2' }
        [System.Exception]::new($Text) | Export-ExoMtDiagnostic | Should -Not -Match $hidden
        # Without a preceding word, nothing marks this as a secret.
        [System.Exception]::new('it was hunter2') | Export-ExoMtDiagnostic | Should -Match 'hunter2'
    }

    It 'of plain words is found in every form if -Redact names it' {
        $secret = 'correct horse + battery'
        $forms = @(Get-Form -Secret $secret) + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("user:$secret")) + $secret.ToUpperInvariant()
        foreach ($form in $forms) {
            foreach ($named in $secret, (ConvertTo-Secure $secret)) {
                $said = [System.Exception]::new("it was $form today") | Export-ExoMtDiagnostic -Redact 'other', $named
                $said | Should -Match 'it was .*redacted:.* today'
                $said | Should -Not -Match ([regex]::Escape($secret))
                Find-Canary -Text $said -Secret $secret | Should -BeNullOrEmpty
            }
        }
        New-Readiness -Organization contoso.com | Export-ExoMtDiagnostic -Redact Contoso | Should -Not -Match 'contoso'
    }

    It 'is distinguished from text that explains an error: <_>' -ForEach @(
        "AADSTS700016: Application with identifier 'ae11b22c-3d44-4e55-8f66-778899aabbcc' was not found in the directory 'Contoso'."
        'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.'
        "The role assigned to application ae11b22c-3d44-4e55-8f66-778899aabbcc isn't supported in this scenario."
        '|Microsoft.Exchange.Data.Directory.InsufficientPermissionsException|Active Directory operation failed on AM0PR05A12DC001.EURPR05A012.PROD.OUTLOOK.COM.'
        'POST https://outlook.office365.com/adminapi/beta/7e4a0001-1c2d-4e3f-8a5b-000000000001/InvokeCommand gave 403'
        'C:\Users\Administrator\Documents\WindowsPowerShell\Modules\ExchangeOnlineManagement\3.9.2\netFramework\ExchangeOnlineManagement.psm1'
        '/usr/local/share/powershell/Modules/ExchangeOnlineManagement/3.9.2/netCore was not found'
        'M365x12345678.onmicrosoft.com: token for Exchange'
        "Cannot bind parameter 'ClientSecret'. Cannot convert the value to type System.Security.SecureString."
        'Bearer authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="invalid_token"'
        'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
        'client assertion: AADSTS700027'
    ) {
        [System.Exception]::new($_) | Export-ExoMtDiagnostic | Should -Match ([regex]::Escape($_))
    }

    It 'is distinguished from the thumbprint of the app' {
        $app = Get-AppParameter
        $app = New-ExoMtApp @app -Certificate (Get-FixtureCertificate)
        $message = "The key was not found., Thumbprint of key used by client: '$($app.CertificateThumbprint)'"
        [System.Exception]::new($message) | Export-ExoMtDiagnostic -App $app | Should -Match ([regex]::Escape($message))
        [System.Exception]::new($message) | Export-ExoMtDiagnostic | Should -Not -Match $app.CertificateThumbprint
    }

    It 'is found quickly in a text as long as a log' {
        foreach ($text in ('a' * 300000), ('-----BEGIN ' * 30000), ('password' * 40000), ('eyJ' * 100000), ('://' * 100000), ('<secret ' * 40000), ('-secret' * 40000), ('a%2' * 100000), ('"\' * 100000)) {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $null = [System.Exception]::new($text) | Export-ExoMtDiagnostic
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 15 -Because $text.Substring(0, 12)
        }
    }
}

Describe 'A diagnostic file' {
    BeforeEach {
        $place = Join-Path $folder ([guid]::NewGuid())
        $null = New-Item -ItemType Directory -Path $place
        $path = Join-Path $place 'ticket.txt'
    }

    It 'is written instead of the text, and replaced only with -Force' {
        New-Readiness | Export-ExoMtDiagnostic -Path $path | Should -BeNullOrEmpty
        $first = Get-Content -Raw $path
        $first | Should -Match 'Organization: contoso\.onmicrosoft\.com'
        [System.IO.File]::ReadAllBytes($path)[0] | Should -Be ([byte][char]'E')
        { Export-ExoMtDiagnostic -Path $path } | Should -Throw -ErrorId 'ExoMt.FileExists,Export-ExoMtDiagnostic'
        Get-Content -Raw $path | Should -BeExactly $first
        Export-ExoMtDiagnostic -Path $path -Force -AsJson
        (Get-Content -Raw $path | ConvertFrom-Json).Versions.Module | Should -BeLike 'ExoMt *'
        @(Get-ChildItem $place -Force).Count | Should -Be 1
    }

    It 'is not written with -WhatIf, nor without a folder' {
        Export-ExoMtDiagnostic -Path $path -WhatIf | Should -BeNullOrEmpty
        { Export-ExoMtDiagnostic -Path (Join-Path $place 'no/ticket.txt') } | Should -Throw -ErrorId 'ExoMt.FolderMissing,Export-ExoMtDiagnostic'
        { Export-ExoMtDiagnostic -Path '' } | Should -Throw -ErrorId 'ExoMt.InvalidPath,Export-ExoMtDiagnostic'
        @(Get-ChildItem $place -Force).Count | Should -Be 0
    }
}
