# Tests each way for an app to authenticate, and each way in which that can fail.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $app = Get-AppParameter
    $password = ConvertTo-Secure 'pass wörd'

    function Get-LastAssertion {
        # Returns the header of the assertion in the latest request for a tenant.
        param([string] $Tenant)
        @(Get-SimulatorRequest -Tenant $Tenant)[-1].assertionHeader
    }

    function Get-Failure {
        # Returns the error that a block throws.
        param([scriptblock] $Block)
        try { $null = & $Block } catch { return $_ }
        throw 'no error'
    }
}

Describe 'A token' {
    BeforeEach { $tenant = Add-SimulatorTenant }

    It 'is acquired with a client secret' {
        $token = Get-ExoMtToken -App (New-ExoMtApp @app -ClientSecret (ConvertTo-Secure (Get-SecretText))) -Organization $tenant -ErrorAction Stop
        $token.Verdict | Should -Be 'Ready'
        $token.AccessToken | Should -Match '^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$'
    }

    It 'is acquired with the PFX file <File>' -ForEach @(
        @{ File = 'modern.pfx'; Password = 'pass wörd' }
        @{ File = 'legacy-3des.pfx'; Password = 'legacy' }
        @{ File = 'legacy-rc2.pfx'; Password = 'legacy' }
        @{ File = 'empty-password.pfx'; Password = '' }
    ) {
        $secret = @{}
        if ($Password) { $secret.CertificatePassword = ConvertTo-Secure $Password }
        $token = Get-ExoMtToken @app -CertificatePath (Get-Fixture $File) @secret -Organization $tenant -ErrorAction Stop
        $token.Verdict | Should -Be 'Ready'
        $header = Get-LastAssertion $tenant
        $header.alg | Should -Be 'PS256'
        $header.'x5t#S256' | Should -Not -BeNullOrEmpty
    }

    It 'is acquired with a PEM certificate and the key file <Key>' -ForEach @(
        @{ Key = 'app.key' }, @{ Key = 'app-pkcs1.key' }, @{ Key = 'app-aes.key' }, @{ Key = 'app-3des.key' }, @{ Key = 'app-scrypt.key' }
    ) {
        $secret = @{}
        if ($Key -in 'app-aes.key', 'app-3des.key', 'app-scrypt.key') { $secret.CertificatePassword = ConvertTo-Secure 'hunter2' }
        $token = Get-ExoMtToken -App (New-ExoMtApp @app -CertificatePath (Get-Fixture 'app.crt') -CertificateKeyPath (Get-Fixture $Key) @secret) -Organization $tenant -ErrorAction Stop
        $token.Verdict | Should -Be 'Ready'
    }

    It 'is acquired with one PEM file, by a relative path' {
        (Get-Content -Raw (Get-Fixture 'app.key')) + (Get-Content -Raw (Get-Fixture 'app.crt')) | Set-Content -Path 'TestDrive:/both.pem'
        Push-Location 'TestDrive:/'
        try { $token = Get-ExoMtToken @app -CertificateFilePath ./both.pem -Organization $tenant -ErrorAction Stop }
        finally { Pop-Location }
        $token.Verdict | Should -Be 'Ready'
    }

    It 'is acquired with a PFX in a variable, as base64 with line breaks' {
        $text = [Convert]::ToBase64String([IO.File]::ReadAllBytes((Get-Fixture 'modern.pfx')), 'InsertLineBreaks')
        $token = Get-ExoMtToken -App (New-ExoMtApp @app -CertificateBase64 "$text`r`n" -CertificatePassword $password) -Organization $tenant -ErrorAction Stop
        $token.Verdict | Should -Be 'Ready'
    }

    It 'is acquired with a .NET certificate whose key never leaves .NET' {
        $certificate = Get-FixtureCertificate
        $token = Get-ExoMtToken @app -Certificate $certificate -Organization $tenant -ErrorAction Stop
        $token.Verdict | Should -Be 'Ready'
        (Get-LastAssertion $tenant).alg | Should -Be 'PS256'
    }

    It 'is acquired with a certificate of the store, by a thumbprint as the certificate dialog shows it' {
        $certificate = Get-FixtureCertificate
        $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', 'CurrentUser')
        $store.Open('ReadWrite')
        $pfx = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($certificate.Export('Pfx'), '', 'Exportable, PersistKeySet')
        $store.Add($pfx)
        try {
            $shown = [char]0x200E + (($certificate.Thumbprint.ToLowerInvariant() -replace '(..)', '$1:').TrimEnd(':') -replace '^(.{20})', '$1 ')
            $token = Get-ExoMtToken @app -Thumbprint $shown -Organization $tenant -ErrorAction Stop
            $token.Verdict | Should -Be 'Ready'
        }
        finally {
            $store.Remove($pfx)
            $store.Close()
        }
    }

    It 'is requested with the certificate chain on request' {
        $null = Get-ExoMtToken -App (New-ExoMtApp @app -CertificatePath (Get-Fixture 'modern.pfx') -CertificatePassword $password -SendCertificateChain) -Organization $tenant -ErrorAction Stop
        @((Get-LastAssertion $tenant).x5c).Count | Should -BeGreaterThan 0
        $null = Get-ExoMtToken -App (New-ExoMtApp @app -Certificate (Get-FixtureCertificate) -SendCertificateChain) -Organization $tenant -ErrorAction Stop
        @((Get-LastAssertion $tenant).x5c).Count | Should -BeGreaterThan 0
    }

    It 'is acquired with an assertion of another issuer, as text and as SecureString' {
        (Get-ExoMtToken -App (New-ExoMtApp @app -Assertion (New-FederatedAssertion)) -Organization $tenant -ErrorAction Stop).Verdict | Should -Be 'Ready'
        (Get-ExoMtToken -App (New-ExoMtApp @app -Assertion (ConvertTo-Secure (New-FederatedAssertion))) -Organization $tenant -ErrorAction Stop).Verdict | Should -Be 'Ready'
    }

    It 'is acquired with a script block that is called with the tenant for each token' {
        $asked = [System.Collections.Generic.List[string]]::new()
        $live = New-ExoMtApp @app -Assertion { param($Context) $asked.Add($Context.Organization); New-FederatedAssertion }.GetNewClosure()
        1..2 | ForEach-Object { (Get-ExoMtToken -App $live -Organization $tenant -ForceRefresh -ErrorAction Stop).Verdict | Should -Be 'Ready' }
        $asked -join ' ' | Should -Be "$tenant $tenant"
    }
}

Describe 'A credential that no tenant can accept' {
    It 'terminates the command: <Name>' -ForEach @(
        @{ Name = 'a wrong password'; Id = 'ExoMt.PfxWrongPassword'; With = { @{ CertificatePath = Get-Fixture 'modern.pfx'; CertificatePassword = ConvertTo-Secure 'wrong' } } }
        @{ Name = 'no password for an encrypted key'; Id = 'ExoMt.PemPasswordNeeded'; With = { @{ CertificatePath = Get-Fixture 'app.crt'; CertificateKeyPath = Get-Fixture 'app-aes.key' } } }
        @{ Name = 'no password for a PFX'; Id = 'ExoMt.PfxWrongPassword'; With = { @{ CertificatePath = Get-Fixture 'modern.pfx' } } }
        @{ Name = 'a key of another certificate'; Id = 'ExoMt.CertificateKeyMismatch'; With = { @{ CertificatePath = Get-Fixture 'app.crt'; CertificateKeyPath = Get-Fixture 'other.key' } } }
        @{ Name = 'a PFX without key'; Id = 'ExoMt.PfxWithoutKey'; With = { @{ CertificatePath = Get-Fixture 'no-key.pfx'; CertificatePassword = ConvertTo-Secure 'nokey' } } }
        @{ Name = 'an expired certificate'; Id = 'ExoMt.CertificateExpired'; With = { @{ CertificatePath = Get-Fixture 'expired.crt'; CertificateKeyPath = Get-Fixture 'expired.key' } } }
        @{ Name = 'an expired .NET certificate'; Id = 'ExoMt.CertificateExpired'; With = { @{ Certificate = New-TestCertificate -Days -1 } } }
        @{ Name = 'a file that is not there'; Id = 'ExoMt.FileUnreadable'; With = { @{ CertificatePath = 'TestDrive:/nothing.pfx' } } }
        @{ Name = 'a certificate without key'; Id = 'ExoMt.CertificateKeyMissing'; With = { @{ Certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new((Get-Fixture 'app.der')) } } }
        @{ Name = 'an elliptic key'; Id = 'ExoMt.CertificateKeyUnusable'; With = { @{ Certificate = New-TestCertificate -KeyType EC } } }
        @{ Name = 'a thumbprint of another length'; Id = 'ExoMt.InvalidThumbprint'; With = { @{ CertificateThumbprint = '1168BA' } } }
        @{ Name = 'a thumbprint that no store has'; Id = 'ExoMt.CertificateNotFound'; With = { @{ CertificateThumbprint = '1168BAD5C2E2D6F8A1B3C4D5E6F708192A3B4C5D' } } }
        @{ Name = 'text that is not base64'; Id = 'ExoMt.InvalidBase64'; With = { @{ CertificateBase64 = 'not/base64!' } } }
        @{ Name = 'an authority without TLS'; Id = 'ExoMt.InvalidAuthority'; With = { @{ ClientSecret = ConvertTo-Secure 'x'; Authority = 'http://localhost' } } }
        @{ Name = 'an unknown cloud'; Id = 'ExoMt.InvalidEnvironment'; With = { @{ ClientSecret = ConvertTo-Secure 'x'; Environment = 'Mars' } } }
        @{ Name = 'an app id that is none'; Id = 'ExoMt.InvalidAppId'; With = { @{ ClientSecret = ConvertTo-Secure 'x'; AppId = 'my app' } } }
        @{ Name = 'roots that are no PEM'; Id = 'ExoMt.InvalidCertificateAuthority'; With = { @{ ClientSecret = ConvertTo-Secure 'x'; CertificateAuthorityPath = Get-Fixture 'modern.pfx' } } }
    ) {
        $parameters = @{} + $app
        foreach ($entry in (& $With).GetEnumerator()) { $parameters[$entry.Key] = $entry.Value }
        $failure = Get-Failure { New-ExoMtApp @parameters }
        $failure.FullyQualifiedErrorId | Should -BeLike "$Id,New-ExoMtApp"
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $failure.CategoryInfo.Category | Should -Not -Be 'NotSpecified'

        # Get-ExoMtToken accepts some of these parameters too.
        if (@($parameters.Keys | Where-Object { $_ -notin (Get-Command Get-ExoMtToken).Parameters.Keys }).Count -gt 0) { return }
        (Get-Failure { Get-ExoMtToken @parameters -Organization contoso.onmicrosoft.com -ErrorAction SilentlyContinue }).FullyQualifiedErrorId | Should -BeLike "$Id,Get-ExoMtToken"
    }

    It 'is an error that names the store if its certificate has no private key' {
        $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new((Get-Fixture 'app.der'))
        $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', 'CurrentUser')
        $store.Open('ReadWrite')
        $store.Add($certificate)
        try { $failure = Get-Failure { New-ExoMtApp @app -CertificateThumbprint $certificate.Thumbprint } }
        finally {
            $store.Remove($certificate)
            $store.Close()
        }
        $failure.FullyQualifiedErrorId | Should -Be 'ExoMt.CertificateKeyMissing,New-ExoMtApp'
        $failure.Exception.Message | Should -BeLike '*CurrentUser\My*'
    }

    It 'is an error if two are specified' {
        { New-ExoMtApp @app -ClientSecret (ConvertTo-Secure 'x') -CertificateThumbprint ('A' * 40) } | Should -Throw -ErrorId 'AmbiguousParameterSet,New-ExoMtApp'
    }
}

Describe 'A credential that Entra refuses' {
    It 'can be an unknown certificate' {
        $certificate = New-TestCertificate
        $failure = Get-Failure { Get-ExoMtToken @app -Certificate $certificate -Organization contoso.onmicrosoft.com -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ExoMt.*,Get-ExoMtToken'
        $failure.Exception.Data['Aadsts'] | Should -Be 700027
        $failure.CategoryInfo.Category | Should -Be 'AuthenticationError'
    }

    It 'can be a wrong secret' {
        $failure = Get-Failure { Get-ExoMtToken -App (New-ExoMtApp @app -ClientSecret (ConvertTo-Secure 'wrong~secret')) -Organization contoso.onmicrosoft.com -ErrorAction Stop }
        $failure.Exception.Data['Aadsts'] | Should -Be 7000215
        $failure.TargetObject | Should -Be 'contoso.onmicrosoft.com'
    }

    It 'can come from a script block, whose failure affects only that tenant' {
        foreach ($block in { throw 'the vault is closed' }, { }, { 'a'; 'b' }, { 42 }) {
            $live = New-ExoMtApp @app -Assertion $block
            $failure = Get-Failure { Get-ExoMtToken -App $live -Organization contoso.onmicrosoft.com -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'ExoMt.*,Get-ExoMtToken'
        }
        $failure = Get-Failure { Get-ExoMtToken -App (New-ExoMtApp @app -Assertion { throw 'the vault is closed' }) -Organization contoso.onmicrosoft.com -ErrorAction Stop }
        $failure.Exception.Message | Should -BeLike '*the vault is closed*'
    }
}

Describe 'The app object' {
    It 'shows the certificate, but no key' {
        $made = New-ExoMtApp @app -CertificatePath (Get-Fixture 'modern.pfx') -CertificatePassword $password
        $made.CertificateThumbprint | Should -Be (Get-FixtureCertificate).Thumbprint
        $made.CertificateSubject | Should -Not -BeNullOrEmpty
        $made.CertificateNotAfter | Should -BeOfType [System.DateTimeOffset]
        $made.CredentialType | Should -Be 'Certificate'
        ($made | Out-String) | Should -BeLike "*$($made.CertificateThumbprint)*"
    }

    It 'comes with a warning only if the certificate expires within 30 days' {
        New-ExoMtApp @app -Certificate (New-TestCertificate -Days 29) -WarningVariable warnings -WarningAction SilentlyContinue | Should -Not -BeNullOrEmpty
        "$warnings" | Should -BeLike '*days*'
        $null = New-ExoMtApp @app -Certificate (New-TestCertificate -Days 40) -WarningVariable warnings -WarningAction SilentlyContinue
        @($warnings).Count | Should -Be 0
    }
}
