# Tests that no secret, key, assertion or token is in anything that is shown, written or kept.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt

    function Start-Session {
        # Runs the session in a new PowerShell. Returns its secrets by name and everything it wrote.
        param([string] $Name, [switch] $Plant)

        $work = Join-Path (Convert-Path 'TestDrive:/') $Name
        $folder = Join-Path $work 'searched'
        $null = New-Item -ItemType Directory -Path $folder -Force
        $key = Get-Content -Raw (Get-Fixture 'app.key')
        Set-Content -Path (Join-Path $work 'both.pem') -Value ($key + (Get-Content -Raw (Get-Fixture 'app.crt')))
        $env:EXOMT_TEST_ASSERTION = New-FederatedAssertion
        $env:EXOMT_TEST_ASSERTION_AGAIN = New-FederatedAssertion
        $planted = if ($Plant) { '-Plant' }
        $said = & $env:EXOMT_TEST_SHELL -NoProfile -NonInteractive -File (Join-Path $PSScriptRoot 'session/Leak.ps1') -Folder $folder -TokenFile (Join-Path $work 'token') @($planted) 2>&1 | Out-String
        $tokens = @(Get-Content (Join-Path $work 'token'))
        $written = @{ 'the console' = $said }
        foreach ($file in Get-ChildItem -Path $folder -File) { $written[$file.Name] = Get-Content -Raw $file.FullName }
        $pemLine = (Get-Content (Join-Path $work 'both.pem'))[5]
        $secrets = @{
            token     = $tokens | ForEach-Object { $_.Split('.')[2].Substring(0, 60) }
            secret    = Get-SecretText
            password  = 'pass wörd'
            PEM       = $pemLine
            assertion = $env:EXOMT_TEST_ASSERTION, $env:EXOMT_TEST_ASSERTION_AGAIN | ForEach-Object { $_.Split('.')[2].Substring(0, 60) }
            'wrong secret' = 'canary-wrong-secret'
        }
        @{ Secrets = $secrets; Written = $written; Tokens = $tokens }
    }

    function Find-Secret {
        # Returns where a secret appears: as text, in base64 (UTF-8 and UTF-16) or wrapped by the
        # console.
        param([hashtable] $Session, [string] $Name)
        foreach ($secret in @($Session.Secrets[$Name])) {
            $forms = $secret, [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($secret)), [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($secret))
            foreach ($entry in $Session.Written.GetEnumerator()) {
                # CLIXML escapes an underscore before an x as _x005F_.
                $whole = $entry.Value.Replace('_x005F_', '_') -replace '[\r\n]', ''
                foreach ($form in $forms) { if ($entry.Value.Contains($form) -or $whole.Contains($form)) { $entry.Key } }
            }
        }
    }
}

Describe 'A whole session' {
    BeforeAll {
        $clean = Start-Session -Name clean
        $planted = Start-Session -Name planted -Plant
    }

    It 'acquires its tokens and writes its files' {
        @($clean.Tokens).Count | Should -Be 8
        $clean.Written.Keys.Count | Should -BeGreaterThan 80
        $clean.Written['the console'] | Should -BeLike '*contoso.onmicrosoft.com*Ready*'
        $clean.Written['the console'] | Should -BeLike '*VERBOSE: contoso.onmicrosoft.com: token for Exchange*'
        $clean.Written['transcript.txt'] | Should -BeLike '*7000215*'
    }

    It 'shows and writes no <_>' -ForEach 'token', 'secret', 'password', 'PEM', 'assertion', 'wrong secret' {
        @(Find-Secret -Session $clean -Name $_) | Should -BeNullOrEmpty
    }

    It 'would be reported with a planted <Secret> in <Place>' -ForEach @(
        @{ Secret = 'token'; Place = 'planted.clixml' }, @{ Secret = 'secret'; Place = 'the console' }
        @{ Secret = 'password'; Place = 'the console' }, @{ Secret = 'PEM'; Place = 'transcript.txt' }
        @{ Secret = 'assertion'; Place = 'planted.json' }, @{ Secret = 'wrong secret'; Place = 'the console' }
    ) {
        @(Find-Secret -Session $planted -Name $Secret) | Should -Contain $Place
    }
}

Describe 'The token object' {
    BeforeAll {
        $token = Get-ExoMtToken -App (New-SecretApp) -Organization contoso.onmicrosoft.com -ErrorAction Stop
        $text = $token.AccessToken

        function Get-Exposure {
            # Returns the ways in which an object exposes a text other than by its property.
            param([object] $Thing, [string] $Text)
            foreach ($property in $Thing.PSObject.Properties) {
                if ($property.Name -ne 'AccessToken' -and "$($property.Value)" -eq $Text) { "property $($property.Name)" }
            }
            if ("$Thing".Contains($Text)) { 'ToString' }
            if ([System.Management.Automation.PSSerializer]::Serialize($Thing, 8).Replace('_x005F_', '_').Contains($Text)) { 'PSSerializer' }
            if ((ConvertTo-Json -InputObject $Thing -Depth 6).Contains($Text)) { 'ConvertTo-Json' }
            if ((($Thing | Select-Object -Property * | Format-List -Property * -Force | Out-String -Width 9000) -replace '\s', '').Contains($Text)) { 'Select-Object *' }
            if ((($Thing | Format-List -Property * -Force | Out-String -Width 9000) -replace '\s', '').Contains($Text)) { 'Format-List *' }
        }
    }

    It 'exposes the token by its property' {
        $token.AccessToken | Should -Match '^eyJ'
        ($token | Select-Object -ExpandProperty AccessToken) | Should -Be $text
    }

    It 'exposes it in no other way' {
        @(Get-Exposure -Thing $token -Text $text) | Should -BeNullOrEmpty
    }

    It 'would be reported with a planted <Leak>' -ForEach @(
        @{ Leak = 'property'; Plant = { param($Thing, $Text) Add-Member -InputObject $Thing -NotePropertyName Raw -NotePropertyValue $Text; $Thing }; Found = 'property Raw' }
        @{ Leak = 'value that is serialized'; Plant = { param($Thing, $Text) $Thing.CorrelationId = $Text; $Thing }; Found = 'PSSerializer' }
        @{ Leak = 'text form'; Plant = { param($Thing, $Text) $Thing | Select-Object -Property * | Add-Member -MemberType ScriptMethod -Name ToString -Value { $text }.GetNewClosure() -Force -PassThru }; Found = 'ToString' }
        @{ Leak = 'nested value'; Plant = { param($Thing, $Text) $Thing.Roles = [string[]]@($Text); $Thing }; Found = 'ConvertTo-Json' }
    ) {
        $victim = Get-ExoMtToken -App (New-SecretApp) -Organization contoso.onmicrosoft.com -ErrorAction Stop
        @(Get-Exposure -Thing (& $Plant $victim $text) -Text $text) | Should -Contain $Found
    }

    It 'keeps its other values after <Way>, but not the token' -ForEach @(
        @{ Way = 'Export-Clixml'; Through = { param($Thing) $Thing | Export-Clixml TestDrive:/token.clixml; Import-Clixml TestDrive:/token.clixml } }
        @{ Way = 'a job'; Through = { param($Thing) Start-Job -ArgumentList $Thing -ScriptBlock { $args[0] } | Wait-Job | Receive-Job } }
    ) {
        $copy = & $Through $token
        foreach ($name in 'Organization', 'TenantId', 'AppId', 'Resource', 'Verdict') { $copy.$name | Should -Be $token.$name }
        "$($copy.ExpiresOn)" | Should -Be "$($token.ExpiresOn)"
        # PowerShell serializes a DateTimeOffset as a bag of its properties.
        $copy.ExpiresOn.UtcDateTime | Should -Be $token.ExpiresOn.UtcDateTime
        @($copy.Roles) | Should -Be @($token.Roles)
        $copy.DirectoryRoles[0].Name | Should -Be $token.DirectoryRoles[0].Name
        $copy.PSObject.Properties['AccessToken'].Value | Should -BeNullOrEmpty
        $copy | Test-ExoMtToken -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Be 'ExoMt.TokenNotIncluded,Test-ExoMtToken'
    }
}
