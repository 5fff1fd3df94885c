# Tests the commands that register the home app: they parse, and they run with stand-ins for Graph
# and az.
BeforeDiscovery {
    # Names that would break out of badly quoted text.
    $curly = 'O' + [char]0x2019 + 'Brien ' + [char]0x201C + 'x' + [char]0x201D
    $names = @('ExoMt', 'Contoso Exchange Automation', "O'Brien's `"app`"", '$(throw 1) `$x ; exit 1', "'; throw 'x", '{{appId}} {{psName}}', $curly, ('M' + [char]0xFC + 'ller & S' + [char]0xF6 + 'hne <x>'), '--help', '\ / + = , #', ('x' * 256)) | ForEach-Object { @{ Name = $_ } }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'compatibility/Source.psm1'), (Join-Path $PSScriptRoot 'compatibility/Syntax.psm1') -Force
    Import-ExoMt
    $appId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'
    $exchange = '00000002-0000-0ff1-ce00-000000000000'
    $manageAsApp = 'dc50a0fb-09a3-484d-be87-e023b12c6440'

    function Get-ParseError {
        # Returns the syntax errors of a script, and the syntax that Windows PowerShell 5.1 lacks.
        param([string] $Text)
        @(Get-SyntaxFault -Script (Read-ScriptText -Name 'text' -Text $Text)) -join "`n"
    }

    function Invoke-GraphText {
        # Runs a Graph PowerShell script in a new folder, with stand-ins for the cmdlets that
        # record their calls. Returns its lines, calls, error and folder.
        param([string] $Text, [object[]] $Found = @(), [object[]] $Keys = @())

        $folder = Join-Path (Convert-Path 'TestDrive:/') ([guid]::NewGuid())
        $null = New-Item -ItemType Directory -Path $folder
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
            param($Text, $Folder, $Found, $Keys)
            $calls = [System.Collections.Generic.List[object]]::new()
            function Connect-MgGraph { param($Environment, $Scopes, [switch] $NoWelcome) $calls.Add(@{ Command = 'Connect'; Given = $PSBoundParameters }) }
            function Get-MgApplication {
                [CmdletBinding()] param($Filter, $ApplicationId, $Property)
                $calls.Add(@{ Command = 'Get'; Given = $PSBoundParameters })
                if ($ApplicationId) { [pscustomobject]@{ Id = $ApplicationId; KeyCredentials = $Keys } } else { $Found }
            }
            function New-MgApplication {
                [CmdletBinding()] param($DisplayName, $SignInAudience, $Web, $RequiredResourceAccess, $KeyCredentials)
                $calls.Add(@{ Command = 'New'; Given = $PSBoundParameters })
                [pscustomobject]@{ Id = 'object-1'; AppId = '7e4a0001-1c2d-4e3f-8a5b-000000000099' }
            }
            function Update-MgApplication {
                [CmdletBinding()] param($ApplicationId, $SignInAudience, $Web, $RequiredResourceAccess, $KeyCredentials)
                $calls.Add(@{ Command = 'Update'; Given = $PSBoundParameters })
            }
            function Get-MgEnvironment { [pscustomobject]@{ Name = 'Global' } }
            function Add-MgEnvironment { param($Name, $AzureADEndpoint, $GraphEndpoint) $calls.Add(@{ Command = 'AddEnvironment'; Given = $PSBoundParameters }) }
            Set-Location -LiteralPath $Folder
            $failed = $null
            $lines = @()
            try { $lines = @(& ([scriptblock]::Create($Text))) } catch { $failed = $_ }
            @{ Lines = $lines; Calls = $calls; Failed = $failed; Folder = $Folder }
        }).AddArgument($Text).AddArgument($folder).AddArgument($Found).AddArgument($Keys)
        $shell.Invoke()[0]
        $shell.Dispose()
    }

    function Invoke-AzureText {
        # Runs an az script in bash in a new folder, with a stand-in for az that records its
        # arguments. Returns exit code, lines, calls and folder.
        param([string] $Text, [hashtable] $Answers = @{})

        $folder = Join-Path (Convert-Path 'TestDrive:/') ([guid]::NewGuid())
        $null = New-Item -ItemType Directory -Path $folder, (Join-Path $folder 'bin')
        $cases = foreach ($key in $Answers.Keys) { "    '$key'*) printf '%s\n' '$($Answers[$key] -join "' '")' ;;" }
        $stub = "#!/usr/bin/env bash`nprintf '%s\x1f' `"`$@`" >> '$folder/calls'; printf '\n' >> '$folder/calls'`ncase `"`$*`" in`n$($cases -join "`n")`n    *) ;;`nesac`nfor one in `"`$@`"; do case `"`$one`" in @*) cat `"`${one#@}`" > '$folder/uploaded' ;; esac; done`n"
        [System.IO.File]::WriteAllText("$folder/bin/az", $stub)
        [System.IO.File]::WriteAllText("$folder/setup.sh", $Text)
        & /bin/chmod 755 "$folder/bin/az"
        $lines = @(& bash -c 'cd "$1" && PATH="$1/bin:$PATH" bash ./setup.sh 2>&1' bash $folder)
        $code = $LASTEXITCODE
        $calls = @(if (Test-Path "$folder/calls") { foreach ($line in [System.IO.File]::ReadAllText("$folder/calls").TrimEnd("`n").Split("`n")) { , @($line.TrimEnd([char]0x1f).Split([char]0x1f)) } })
        @{ Code = $code; Lines = $lines; Calls = $calls; Folder = $folder }
    }
}

Describe 'Get-ExoMtAppSetup' {
    It 'returns the steps in order, a script of each kind, and their purpose' {
        $setup = Get-ExoMtAppSetup
        $setup.PSObject.TypeNames[0] | Should -Be 'ExoMt.AppSetup'
        $setup.Steps.Name | Should -Be 'Certificate', 'SignIn', 'Registration', 'Result'
        $setup.DisplayName | Should -Be 'ExoMt'
        $setup.AppId | Should -Be $null
        $setup.RedirectUri | Should -Be 'http://localhost'
        $setup.Certificate | Should -Be 'CN=ExoMt'
        $setup.Permissions.Id | Should -Be $manageAsApp
        (Get-ExoMtAppSetup -AppId $appId).Steps.Name | Should -Be 'Certificate', 'SignIn', 'Registration', 'Permission', 'Key', 'Result'
        $setup | Out-String -Width 200 | Should -BeLike "*ExoMt*http://localhost*Exchange.ManageAsApp ($manageAsApp on $exchange)*SignIn: to your own tenant*"
    }

    It 'writes a file that is a script' {
        $path = Join-Path (Convert-Path 'TestDrive:/') 'setup.ps1'
        Get-ExoMtAppSetup | Select-Object -ExpandProperty GraphPowerShell | Set-Content -Path $path
        $failures = $null
        $tree = [System.Management.Automation.Language.Parser]::ParseFile($path, [ref]$null, [ref]$failures)
        @($failures).Count | Should -Be 0
        @($tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)).Count | Should -BeGreaterThan 5
        [System.IO.File]::ReadAllText($path) | Should -Not -BeLike '*{{*'
    }

    It 'returns scripts that PowerShell and bash parse, for the name <Name>' -ForEach $names {
        foreach ($more in @{}, @{ AppId = $appId }, @{ CertificatePath = Get-Fixture 'app.crt' }, @{ AppId = $appId; CertificatePath = Get-Fixture 'app.der'; RedirectUri = "https://x.example/a'b`$(c)?d=`"e`"" }) {
            $setup = Get-ExoMtAppSetup -DisplayName $Name @more
            foreach ($text in @($setup.GraphPowerShell) + $setup.Steps.GraphPowerShell) { Get-ParseError -Text $text | Should -BeNullOrEmpty }
            if ($env:OS -eq 'Windows_NT') { continue }
            foreach ($text in @($setup.AzureCli) + $setup.Steps.AzureCli) {
                $text | & bash -n
                $LASTEXITCODE | Should -Be 0
            }
        }
    }

    It 'registers the app by Graph PowerShell: <Name>' -Skip:($env:OS -eq 'Windows_NT') -ForEach $names {
        $ran = Invoke-GraphText -Text (Get-ExoMtAppSetup -DisplayName $Name -RedirectUri 'http://localhost:8400/x').GraphPowerShell
        $ran.Failed | Should -BeNullOrEmpty
        $ran.Calls.Command | Should -Be 'Connect', 'Get', 'New'
        $ran.Calls[0].Given.Environment | Should -Be 'Global'
        $ran.Calls[0].Given.Scopes | Should -Be 'Application.ReadWrite.All'
        $ran.Calls[1].Given.Filter | Should -BeExactly "displayName eq '$($Name.Replace("'", "''"))'"
        $given = $ran.Calls[2].Given
        $given.DisplayName | Should -BeExactly $Name
        $given.SignInAudience | Should -Be 'AzureADMultipleOrgs'
        $given.Web.RedirectUris | Should -Be 'http://localhost:8400/x'
        $given.RequiredResourceAccess.ResourceAppId | Should -Be $exchange
        $given.RequiredResourceAccess.ResourceAccess.Id | Should -Be $manageAsApp
        $given.RequiredResourceAccess.ResourceAccess.Type | Should -Be 'Role'
        $given.KeyCredentials.Type | Should -Be 'AsymmetricX509Cert'
        # The script uploads the new certificate, and only its owner can read the key.
        $made = Get-ChildItem -Path $ran.Folder -Filter '*.crt'
        $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($made.FullName)
        [System.Convert]::ToBase64String($given.KeyCredentials.Key) | Should -Be ([System.Convert]::ToBase64String($certificate.RawData))
        $common = if ($Name.Length -gt 64) { $Name.Substring(0, 64) } else { $Name }
        $certificate.GetNameInfo('SimpleName', $false) | Should -BeExactly $common
        $days = ($certificate.NotAfter - [datetime]::Now).TotalDays
        $days | Should -BeGreaterThan 364
        $days | Should -BeLessThan 366
        $key = Get-ChildItem -Path $ran.Folder -Filter '*.key'
        (& /usr/bin/stat -c '%a' $key.FullName) | Should -Be '600'
        "$($ran.Lines)" | Should -BeLike "*7e4a0001-1c2d-4e3f-8a5b-000000000099*New-ExoMtConsentUrl -AppId 7e4a0001-1c2d-4e3f-8a5b-000000000099 *New-ExoMtApp -AppId 7e4a0001-1c2d-4e3f-8a5b-000000000099 -CertificatePath '*"
        # The suggested command works with the new certificate.
        $line = ($ran.Lines | Where-Object { $_ -like '*New-ExoMtApp*' }) -replace '^[^$]*\$app = '
        (& ([scriptblock]::Create($line))).CertificateThumbprint | Should -Be $certificate.Thumbprint
    }

    It 'stops when the name is in use, and registers nothing' -Skip:($env:OS -eq 'Windows_NT') {
        $taken = [pscustomobject]@{ AppId = $appId }
        $ran = Invoke-GraphText -Text (Get-ExoMtAppSetup).GraphPowerShell -Found $taken
        "$($ran.Failed)" | Should -BeLike "*exists already*$appId*-AppId*"
        $ran.Calls.Command | Should -Not -Contain 'New'
        $ran = Invoke-AzureText -Text (Get-ExoMtAppSetup).AzureCli -Answers @{ 'ad app list' = $appId }
        $ran.Code | Should -Not -Be 0
        "$($ran.Lines)" | Should -BeLike "*exists already: $appId*"
        @($ran.Calls | Where-Object { $_[2] -eq 'create' }).Count | Should -Be 0
    }

    It 'does not overwrite an existing key' -Skip:($env:OS -eq 'Windows_NT') {
        $setup = Get-ExoMtAppSetup
        $ran = Invoke-GraphText -Text "[System.IO.File]::WriteAllText((Join-Path (Get-Location).ProviderPath 'exomt.key'), 'old'); $($setup.GraphPowerShell)"
        "$($ran.Failed)" | Should -BeLike '*exists already*'
        $ran.Calls.Count | Should -Be 0
        [System.IO.File]::ReadAllText("$($ran.Folder)/exomt.key") | Should -Be 'old'
        $ran = Invoke-AzureText -Text "printf old > exomt.key`n$($setup.AzureCli)"
        $ran.Code | Should -Not -Be 0
        $ran.Calls.Count | Should -Be 0
        [System.IO.File]::ReadAllText("$($ran.Folder)/exomt.key") | Should -Be 'old'
    }

    It 'registers the app by az: <Name>' -Skip:($env:OS -eq 'Windows_NT') -ForEach $names {
        $ran = Invoke-AzureText -Text (Get-ExoMtAppSetup -DisplayName $Name -RedirectUri "https://x.example/a'b").AzureCli -Answers @{ 'ad app create' = $appId }
        $ran.Code | Should -Be 0 -Because "$($ran.Lines)"
        $ran.Calls[0][0..3] | Should -Be 'cloud', 'set', '--name', 'AzureCloud'
        $ran.Calls[1][0] | Should -Be 'login'
        $create = $ran.Calls[3]
        $create[0..2] | Should -Be 'ad', 'app', 'create'
        $create | Should -Contain "--display-name=$Name"
        $create[[array]::IndexOf($create, '--web-redirect-uris') + 1] | Should -BeExactly "https://x.example/a'b"
        $create[[array]::IndexOf($create, '--sign-in-audience') + 1] | Should -Be 'AzureADMultipleOrgs'
        $required = ConvertFrom-Json -InputObject $create[[array]::IndexOf($create, '--required-resource-accesses') + 1]
        $required.resourceAppId | Should -Be $exchange
        $required.resourceAccess.id | Should -Be $manageAsApp
        $required.resourceAccess.type | Should -Be 'Role'
        $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new((Get-ChildItem -Path $ran.Folder -Filter '*.crt').FullName)
        $create[[array]::IndexOf($create, '--key-value') + 1] | Should -Be ([System.Convert]::ToBase64String($certificate.RawData))
        $end = [datetime]::ParseExact(($create[[array]::IndexOf($create, '--end-date') + 1] -replace '\s+', ' '), "MMM d HH:mm:ss yyyy 'GMT'", [System.Globalization.CultureInfo]::InvariantCulture)
        $end | Should -Be $certificate.NotAfter.ToUniversalTime()
        (& /usr/bin/stat -c '%a' (Get-ChildItem -Path $ran.Folder -Filter '*.key').FullName) | Should -Be '600'
        "$($ran.Lines)" | Should -BeLike "*App id: $appId*New-ExoMtConsentUrl -AppId $appId -Organization*a''b'*New-ExoMtApp -AppId $appId -CertificatePath*"
    }

    Context 'an existing app' -Skip:($env:OS -eq 'Windows_NT') {
        BeforeAll {
            $certificate = Get-FixtureCertificate
            $setup = Get-ExoMtAppSetup -AppId "{$($appId.ToUpperInvariant())}" -CertificatePath (Get-Fixture 'app.crt')
            $other = '11111111-0000-4000-8000-000000000001'
        }

        It 'gets what it lacks, and keeps what it has' {
            $app = [pscustomobject]@{
                Id = 'object-9'; AppId = $appId; SignInAudience = 'AzureADMyOrg'; Web = [pscustomobject]@{ RedirectUris = @('https://a.example') }
                RequiredResourceAccess = @([pscustomobject]@{ ResourceAppId = $exchange; ResourceAccess = @([pscustomobject]@{ Id = $other; Type = 'Scope' }) })
            }
            $ran = Invoke-GraphText -Text $setup.GraphPowerShell -Found $app -Keys @([pscustomobject]@{ KeyId = 'k1'; Key = [byte[]](1, 2) })
            $ran.Failed | Should -BeNullOrEmpty
            $ran.Calls[1].Given.Filter | Should -Be "appId eq '$appId'"
            $updates = @($ran.Calls | Where-Object { $_.Command -eq 'Update' } | ForEach-Object { $_.Given })
            $updates.Count | Should -Be 4
            foreach ($update in $updates) { $update.ApplicationId | Should -Be 'object-9' }
            $updates[0].SignInAudience | Should -Be 'AzureADMultipleOrgs'
            $updates[1].Web.RedirectUris | Should -Be 'https://a.example', 'http://localhost'
            $updates[2].RequiredResourceAccess.ResourceAppId | Should -Be $exchange
            $updates[2].RequiredResourceAccess.ResourceAccess.Id | Should -Be $other, $manageAsApp
            $updates[2].RequiredResourceAccess.ResourceAccess.Type | Should -Be 'Scope', 'Role'
            $updates[3].KeyCredentials.Count | Should -Be 2
            $updates[3].KeyCredentials[0].KeyId | Should -Be 'k1'
            [System.Convert]::ToBase64String($updates[3].KeyCredentials[1].Key) | Should -Be ([System.Convert]::ToBase64String($certificate.RawData))
            ($ran.Calls | Where-Object { $_.Command -eq 'Get' })[1].Given.Property | Should -Contain 'keyCredentials'
        }

        It 'gets its first permission and its first key' {
            $app = [pscustomobject]@{ Id = 'object-9'; AppId = $appId; SignInAudience = 'AzureADMultipleOrgs'; Web = [pscustomobject]@{ RedirectUris = $null }; RequiredResourceAccess = $null }
            $ran = Invoke-GraphText -Text $setup.GraphPowerShell -Found $app -Keys $null
            $ran.Failed | Should -BeNullOrEmpty
            $updates = @($ran.Calls | Where-Object { $_.Command -eq 'Update' } | ForEach-Object { $_.Given })
            $updates.Count | Should -Be 3
            $updates[0].Web.RedirectUris | Should -Be 'http://localhost'
            $updates[1].RequiredResourceAccess.ResourceAccess.Id | Should -Be $manageAsApp
            @($updates[2].KeyCredentials).Count | Should -Be 1
        }

        It 'is left unchanged when it lacks nothing' {
            $app = [pscustomobject]@{
                Id = 'object-9'; AppId = $appId; SignInAudience = 'AzureADMultipleOrgs'; Web = [pscustomobject]@{ RedirectUris = @('http://localhost') }
                RequiredResourceAccess = @([pscustomobject]@{ ResourceAppId = $exchange; ResourceAccess = @([pscustomobject]@{ Id = $manageAsApp; Type = 'Role' }) })
            }
            $ran = Invoke-GraphText -Text $setup.GraphPowerShell -Found $app -Keys @([pscustomobject]@{ KeyId = 'k1'; Key = $certificate.RawData })
            $ran.Failed | Should -BeNullOrEmpty
            $ran.Calls.Command | Should -Not -Contain 'Update'
            "$($ran.Lines)" | Should -BeLike "*App id: $appId*"
            $answers = @{
                "ad app show --id $appId --query signInAudience" = 'AzureADMultipleOrgs'; "ad app show --id $appId --query web" = 'https://a.example', 'http://localhost'
                'ad app permission list' = $manageAsApp; 'ad app credential list' = $certificate.Thumbprint.ToLowerInvariant()
            }
            $ran = Invoke-AzureText -Text $setup.AzureCli -Answers $answers
            $ran.Code | Should -Be 0 -Because "$($ran.Lines)"
            @($ran.Calls | Where-Object { $_ -contains 'update' -or $_ -contains 'add' -or $_ -contains 'reset' }).Count | Should -Be 0
        }

        It 'causes an error if it does not exist' {
            $ran = Invoke-GraphText -Text $setup.GraphPowerShell
            "$($ran.Failed)" | Should -BeLike "*$appId*"
            $ran.Calls.Command | Should -Not -Contain 'New'
        }

        It 'gets what it lacks through az, and keeps its other keys' {
            $answers = @{ "ad app show --id $appId --query signInAudience" = 'AzureADMyOrg'; "ad app show --id $appId --query web" = 'https://a.example', 'https://b.example' }
            $ran = Invoke-AzureText -Text $setup.AzureCli -Answers $answers
            $ran.Code | Should -Be 0 -Because "$($ran.Lines)"
            $changes = @($ran.Calls | Where-Object { $_ -contains 'update' -or $_ -contains 'add' -or $_ -contains 'reset' })
            $changes.Count | Should -Be 4
            "$($changes[0])" | Should -Be "ad app update --id $appId --sign-in-audience AzureADMultipleOrgs"
            "$($changes[1])" | Should -Be "ad app update --id $appId --web-redirect-uris http://localhost https://a.example https://b.example"
            "$($changes[2])" | Should -BeLike "ad app permission add --id $appId --api $exchange --api-permissions $manageAsApp=Role*"
            "$($changes[3])" | Should -BeLike "ad app credential reset --id $appId --append *"
            $uploaded = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new("$($ran.Folder)/uploaded")
            $uploaded.Thumbprint | Should -Be $certificate.Thumbprint
            # The script deletes its copy of the certificate.
            $copy = ($changes[3] | Where-Object { $_ -like '@*' }).Substring(1)
            Test-Path -LiteralPath $copy | Should -BeFalse
        }
    }

    It 'uses the cloud <Environment>' -ForEach @(
        @{ Environment = 'GCC'; Graph = 'Global'; Azure = 'AzureCloud'; Cloud = 'GCC' }
        @{ Environment = 'O365USGovGCCHigh'; Graph = 'USGov'; Azure = 'AzureUSGovernment'; Cloud = 'GCCHigh' }
        @{ Environment = 'DoD'; Graph = 'USGovDoD'; Azure = 'AzureUSGovernment'; Cloud = 'DoD' }
        @{ Environment = 'China'; Graph = 'China'; Azure = 'AzureChinaCloud'; Cloud = 'China' }
    ) {
        $setup = Get-ExoMtAppSetup -Environment $Environment
        $setup.Environment | Should -Be $Cloud
        $setup.GraphPowerShell | Should -BeLike "*Connect-MgGraph -Environment $Graph *"
        $setup.AzureCli | Should -BeLike "*az cloud set --name $Azure *"
        $setup.GraphPowerShell | Should -BeLike "*New-ExoMtConsentUrl*-Environment $Cloud*"
        $setup.AzureCli | Should -BeLike "*New-ExoMtApp*-Environment $Cloud*"
    }

    It 'notes that the documentation contradicts itself for GCC High, and lists both resources for compliance' {
        $setup = Get-ExoMtAppSetup -Environment GCCHigh
        $setup.Permissions.ResourceAppId | Should -Be $exchange
        $setup.Notes -join ' ' | Should -BeLike '*contradicts itself*00000007-0000-0ff1-ce00-000000000000*455e5cd2-84e8-4751-8344-5672145dfa17*'
        $setup = Get-ExoMtAppSetup -Environment GCCHigh -Resource Compliance
        $setup.Permissions.ResourceAppId | Should -Be $exchange, '00000007-0000-0ff1-ce00-000000000000'
        $setup.GraphPowerShell | Should -BeLike '*455e5cd2-84e8-4751-8344-5672145dfa17*'
        $setup.AzureCli | Should -BeLike '*455e5cd2-84e8-4751-8344-5672145dfa17*'
        (Get-ExoMtAppSetup -Resource Compliance).Permissions.ResourceAppId | Should -Be $exchange
        (Get-ExoMtAppSetup).Notes -join ' ' | Should -Not -BeLike '*00000007*'
    }

    It 'lists both resources of an existing app' -Skip:($env:OS -eq 'Windows_NT') {
        $setup = Get-ExoMtAppSetup -Environment DoD -Resource Compliance -AppId $appId -CertificatePath (Get-Fixture 'app.crt')
        $app = [pscustomobject]@{ Id = 'object-9'; AppId = $appId; SignInAudience = 'AzureADMultipleOrgs'; Web = [pscustomobject]@{ RedirectUris = @('http://localhost') }; RequiredResourceAccess = $null }
        $ran = Invoke-GraphText -Text $setup.GraphPowerShell -Found $app
        $given = ($ran.Calls | Where-Object { $_.Command -eq 'Update' })[0].Given
        $given.RequiredResourceAccess.ResourceAppId | Should -Be $exchange, '00000007-0000-0ff1-ce00-000000000000'
        $ran = Invoke-AzureText -Text $setup.AzureCli
        @($ran.Calls | Where-Object { $_ -contains 'permission' -and $_ -contains 'add' }).Count | Should -Be 2
    }

    It 'adds the environment if Graph PowerShell and az have no name for a cloud' -Skip:($env:OS -eq 'Windows_NT') {
        $setup = Get-ExoMtAppSetup -Environment Bleu
        $setup.AzureCli | Should -Be ''
        foreach ($step in $setup.Steps) { $step.AzureCli | Should -Be '' }
        $setup.Notes -join ' ' | Should -BeLike '*no name for Bleu*Add-MgEnvironment*'
        $unknown = Get-ExoMtAppSetup -Environment GovSG
        $text = $setup.Steps[1].GraphPowerShell, $unknown.Steps[1].GraphPowerShell
        $ran = Invoke-GraphText -Text $text[1]
        "$($ran.Failed)" | Should -BeLike '*no host of Microsoft Graph in GovSG*'
        $ran.Calls.Count | Should -Be 0
        $ran = Invoke-GraphText -Text $text[0]
        $ran.Failed | Should -BeNullOrEmpty
        $ran.Calls.Command | Should -Be 'AddEnvironment', 'Connect'
        $ran.Calls[0].Given.GraphEndpoint | Should -Be 'https://graph.svc.sovcloud.fr'
        $ran.Calls[1].Given.Environment | Should -Be 'Bleu'
    }

    It 'creates the certificate with the subject <Subject>' -Skip:($env:OS -eq 'Windows_NT') -ForEach @(
        @{ Subject = 'CN=ExoMt, O="Contoso, Ltd", C=DE' }
        @{ Subject = 'CN="a/b+c\d", S=Bayern, E=admin@contoso.com' }
    ) {
        $setup = Get-ExoMtAppSetup -CertificateSubject $Subject -CertificateYears 3
        $ran = Invoke-GraphText -Text $setup.GraphPowerShell
        $ran.Failed | Should -BeNullOrEmpty
        $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new("$($ran.Folder)/exomt.crt")
        $certificate.Subject | Should -Be ([System.Security.Cryptography.X509Certificates.X500DistinguishedName]::new($Subject).Name)
        ($certificate.NotAfter - [datetime]::Now).TotalDays | Should -BeGreaterThan 1094
    }

    It 'includes only the public part of <File> in the scripts' -ForEach @(
        @{ File = 'app.crt' }
        @{ File = 'app.der' }
        @{ File = 'chain.crt' }
        @{ File = 'both' }
    ) {
        $path = Get-Fixture $File
        if ($File -eq 'both') {
            $path = Join-Path (Convert-Path 'TestDrive:/') 'both.pem'
            [System.IO.File]::WriteAllText($path, [System.IO.File]::ReadAllText((Get-Fixture 'app.key')) + [System.IO.File]::ReadAllText((Get-Fixture 'app.crt')))
        }
        $setup = Get-ExoMtAppSetup -CertificatePath $path
        $text = $setup.GraphPowerShell + $setup.AzureCli
        $text | Should -Not -BeLike '*PRIVATE*'
        $key = [System.IO.File]::ReadAllLines((Get-Fixture 'app.key'))[3]
        $text.Contains($key) | Should -BeFalse
        $setup.GraphPowerShell -match "FromBase64String\('([^']+)'\)" | Should -BeTrue
        $found = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new([System.Convert]::FromBase64String($Matches[1]))
        $found.HasPrivateKey | Should -BeFalse
        $setup.Certificate | Should -Be $found.Subject
        $setup.Steps[0].Purpose | Should -BeLike "*$($found.Thumbprint)*"
    }

    It 'accepts a path relative to the PowerShell location' {
        Push-Location (Split-Path (Get-Fixture 'app.crt'))
        try { (Get-ExoMtAppSetup -CertificatePath ./app.crt).Steps.Count | Should -Be 4 } finally { Pop-Location }
    }

    It 'refuses <Says>' -ForEach @(
        @{ More = @{ DisplayName = ' ' }; Id = 'InvalidDisplayName'; Says = '*name of an app*' }
        @{ More = @{ DisplayName = "a`nb" }; Id = 'InvalidDisplayName'; Says = "*'a b'*" }
        @{ More = @{ DisplayName = '@secret.txt' }; Id = 'InvalidDisplayName'; Says = '*@secret.txt*' }
        @{ More = @{ DisplayName = 'x' * 257 }; Id = 'InvalidDisplayName'; Says = '*name of an app*' }
        @{ More = @{ AppId = 'ExoMt' }; Id = 'InvalidAppId'; Says = '*-AppId*ExoMt*' }
        @{ More = @{ AppId = '' }; Id = 'InvalidAppId'; Says = '*-AppId*' }
        @{ More = @{ Environment = 'Mars' }; Id = 'InvalidEnvironment'; Says = '*Mars*' }
        @{ More = @{ Resource = 'Graph' }; Id = 'InvalidResource'; Says = '*Graph*' }
        @{ More = @{ RedirectUri = 'http://127.0.0.1' }; Id = 'InvalidRedirectUri'; Says = '*127.0.0.1*' }
        @{ More = @{ RedirectUri = 'localhost' }; Id = 'InvalidRedirectUri'; Says = '*localhost*' }
        @{ More = @{ CertificateSubject = 'ExoMt' }; Id = 'InvalidSubject'; Says = '*ExoMt*' }
        @{ More = @{ CertificateSubject = "CN=a`nb" }; Id = 'InvalidSubject'; Says = '*CN=a b*' }
        @{ More = @{ CertificatePath = 'nothing.cer' }; Id = 'FileUnreadable'; Says = '*nothing.cer*' }
    ) {
        $Error.Clear()
        $failed = { Get-ExoMtAppSetup @More } | Should -Throw -ErrorId "ExoMt.$Id,Get-ExoMtAppSetup" -PassThru
        $failed.Exception.Message | Should -BeLike $Says
        @($Error | ForEach-Object { "$($_.FullyQualifiedErrorId)" } | Where-Object { $_ -notlike 'ExoMt.*' }).Count | Should -Be 0
        $failed.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'refuses the file <File>' -ForEach @(
        @{ File = 'modern.pfx'; Id = 'CertificateUnreadable'; Says = '*PFX*private key*' }
        @{ File = 'app.key'; Id = 'CertificateUnreadable'; Says = '*No certificate*' }
        @{ File = 'README.md'; Id = 'CertificateUnreadable'; Says = '*No certificate*' }
        @{ File = 'ec.crt'; Id = 'UnsupportedKey'; Says = '*RSA*' }
        @{ File = 'small.crt'; Id = 'UnsupportedKey'; Says = '*2048*' }
        @{ File = 'expired.crt'; Id = 'CertificateExpired'; Says = '*expired*' }
    ) {
        $Error.Clear()
        $failed = { Get-ExoMtAppSetup -CertificatePath (Get-Fixture $File) } | Should -Throw -ErrorId "ExoMt.$Id,Get-ExoMtAppSetup" -PassThru
        $failed.Exception.Message | Should -BeLike $Says
        @($Error | ForEach-Object { "$($_.FullyQualifiedErrorId)" } | Where-Object { $_ -notlike 'ExoMt.*' }).Count | Should -Be 0
    }
}
