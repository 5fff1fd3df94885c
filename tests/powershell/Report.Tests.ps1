# Tests the report for the customer: its content, that it is safe to open, and how it is written.
BeforeDiscovery {
    $kinds = 'token', 'token payload', 'token signature', 'token of two lines', 'secret', 'secret of Entra', 'secret of words', 'secret of a pattern', 'key', 'key without frame', 'key in one line', 'assertion', 'PFX', 'hex key', 'base64 key'
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'Canary.psm1') -Force
    Import-ExoMt
    $folder = Convert-Path 'TestDrive:/'

    function Get-Report {
        # Returns the report on some tenants as text.
        param([object[]] $Tenant, [hashtable] $More = @{})
        $path = Join-Path $folder "$([guid]::NewGuid()).html"
        $Tenant | Export-ExoMtTenantReport -Path $path @More -ErrorAction Stop
        [System.IO.File]::ReadAllText($path)
    }

    function Get-Page {
        # Returns the report as an XML document; it is well-formed.
        param([object[]] $Tenant, [hashtable] $More = @{})
        $text = (Get-Report -Tenant $Tenant -More $More) -replace '^<!DOCTYPE html>', ''
        [xml]$text
    }

    function Get-Left {
        # Returns the names of the files in a folder.
        param([string] $Path)
        @(Get-ChildItem -Path $Path -Force | ForEach-Object { $_.Name })
    }

    function Get-Luminance {
        # Returns the relative luminance of a color #rrggbb, as WCAG defines it.
        param([string] $Color)
        $parts = 1, 3, 5 | ForEach-Object {
            $part = [Convert]::ToInt32($Color.Substring($_, 2), 16) / 255
            if ($part -le 0.03928) { $part / 12.92 } else { [Math]::Pow(($part + 0.055) / 1.055, 2.4) }
        }
        0.2126 * $parts[0] + 0.7152 * $parts[1] + 0.0722 * $parts[2]
    }

    function Get-Contrast {
        param([string] $One, [string] $Other)
        $light, $dark = @((Get-Luminance $One), (Get-Luminance $Other)) | Sort-Object -Descending
        ($light + 0.05) / ($dark + 0.05)
    }
}

Describe 'The report' {
    BeforeAll {
        $tenants = @(
            New-Readiness -Organization 'zeta.onmicrosoft.com'
            New-Readiness -Organization 'beta.onmicrosoft.com' -Verdict NotReady
            New-Readiness -Organization 'gamma.onmicrosoft.com' -Verdict Warning
            New-Readiness -Organization 'alpha.onmicrosoft.com' -Verdict NotReady
            New-Readiness -Organization 'delta.onmicrosoft.com' -Verdict Unknown
            New-Readiness -Organization 'eta.onmicrosoft.com'
        )
        $text = Get-Report -Tenant $tenants -More @{ Title = 'Readiness at Contoso & Co.' }
        $page = [xml]($text -replace '^<!DOCTYPE html>', '')
    }

    It 'distinguishes texts that differ only in case' {
        $one, $other = (New-Readiness -Organization 'one.onmicrosoft.com'), (New-Readiness -Organization 'other.onmicrosoft.com')
        $one.Message = 'Give the app CASE a role.'
        $other.Message = 'Give the app case a role.'
        $page = Get-Report -Tenant $one, $other
        $page.Contains('Give the app CASE a role.') | Should -BeTrue
        $page.Contains('Give the app case a role.') | Should -BeTrue
    }

    It 'has every tenant in the table and below it, those that need the most work first' {
        $order = 'alpha', 'beta', 'delta', 'gamma', 'eta', 'zeta' | ForEach-Object { "$_.onmicrosoft.com" }
        $page.SelectNodes('//tbody/tr/th/a') | ForEach-Object { $_.InnerText } | Should -Be $order
        $page.SelectNodes('//article/h3') | ForEach-Object { $_.FirstChild.Value.Trim() } | Should -Be $order
    }

    It 'begins with the counts' {
        $page.SelectNodes('//ul[@class="counts"]/li') | ForEach-Object { $_.InnerText -replace '\s+', ' ' -replace '^\S+ ', '' } | Should -Be '2 not ready', '1 unknown', '1 warning', '2 ready'
    }

    It 'links each row to its section' {
        foreach ($link in $page.SelectNodes('//tbody/tr/th/a')) {
            $section = $page.SelectSingleNode("//article[@id='$($link.href.Substring(1))']")
            $section.h3.InnerText | Should -BeLike "$($link.InnerText)*"
        }
    }

    It 'shows the ladder with state, evidence, fix, who can fix it, and a block to copy' {
        $rung = $page.SelectSingleNode('//article[1]/ol/li[2]')
        $rung.h4.InnerText | Should -BeLike 'Directory role*Failed'
        $rung.InnerText | Should -BeLike '*No directory role.*wids: none*How to fix it: Assign a role.*Who can fix it: Customer (Privileged Role Administrator)*'
        $rung.SelectSingleNode('.//pre/code').InnerText | Should -BeExactly "New-ServicePrincipal -AppId a`nAdd-RoleGroupMember b"
        $page.SelectSingleNode('//article[1]/ol/li[3]').h4.InnerText | Should -BeLike 'Call to Exchange Online*Not checked'
    }

    It 'shows times in UTC as ISO 8601' {
        @($page.SelectNodes('//article//time') | ForEach-Object { $_.InnerText } | Select-Object -Unique) | Should -Be '2026-11-25T08:30:00Z'
        foreach ($time in $page.SelectNodes('//time')) { $time.datetime | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$' }
    }

    It 'loads no resource and runs no script' {
        $policy = $page.SelectSingleNode('//meta[@http-equiv="Content-Security-Policy"]').content
        $policy | Should -BeLike "default-src 'none'; style-src 'sha256-*'; base-uri 'none'; form-action 'none'"
        $page.SelectNodes('//script | //link | //img | //iframe | //object | //embed | //form | //base | //*[@style] | //*[@src]').Count | Should -Be 0
        $style = $page.html.head.style
        $style | Should -Not -Match '@import|url\(|expression|http'
        $hash = [Convert]::ToBase64String([System.Security.Cryptography.SHA256]::Create().ComputeHash([System.Text.Encoding]::UTF8.GetBytes(($text -split '</?style>')[1])))
        $policy | Should -BeLike "*'sha256-$hash'*" -Because 'Get-ReportStyle returns the hash of its text'
        foreach ($attribute in $page.SelectNodes('//@*')) { $attribute.Name | Should -Not -Match '^on' }
    }

    It 'is accessible' {
        $page.html.lang | Should -Be 'en'
        $page.html.head.title | Should -Be 'Readiness at Contoso & Co.'
        $page.SelectNodes('//h1').Count | Should -Be 1
        $level = 1
        foreach ($heading in $page.SelectNodes('//h1 | //h2 | //h3 | //h4')) {
            $next = [int]$heading.Name.Substring(1)
            $next | Should -BeLessOrEqual ($level + 1)
            $level = $next
        }
        $page.SelectNodes('//th[not(@scope)]').Count | Should -Be 0
        $page.SelectSingleNode('//table/caption') | Should -Not -BeNullOrEmpty
        $page.SelectSingleNode('//main') | Should -Not -BeNullOrEmpty
        # Words repeat what a color says, because a screen reader skips the symbol.
        foreach ($state in $page.SelectNodes('//*[starts-with(@class, "state")]')) { $state.LastChild.Value.Trim().Length | Should -BeGreaterThan 3 }
        foreach ($label in $page.SelectNodes('//@aria-labelledby')) { $page.SelectSingleNode("//*[@id='$($label.Value)']") | Should -Not -BeNullOrEmpty }
        $ids = @($page.SelectNodes('//@id') | ForEach-Object { $_.Value })
        @($ids | Select-Object -Unique).Count | Should -Be $ids.Count
    }

    It 'has enough contrast in <_>' -ForEach 'light', 'dark', 'print' {
        # The style sheet has the blocks in this order.
        $block = ([regex]::Matches($page.html.head.style, '(?s):root \{(.*?)\}'))[@{ light = 0; dark = 1; print = 2 }[$_]].Value
        $colors = @{}
        foreach ($pair in [regex]::Matches($block, '--([\w-]+): (#[0-9a-f]{6})')) { $colors[$pair.Groups[1].Value] = $pair.Groups[2].Value }
        foreach ($pair in @('text', 'page'), @('quiet', 'page'), @('link', 'page'), @('text', 'block'), @('bad', 'bad-fill'), @('warn', 'warn-fill'), @('open', 'open-fill'), @('good', 'good-fill')) {
            Get-Contrast $colors[$pair[0]] $colors[$pair[1]] | Should -BeGreaterThan 4.5 -Because "$pair"
        }
    }

    It 'would have too little contrast with a pale color' {
        Get-Contrast '#999999' '#ffffff' | Should -BeLessThan 4.5
        Get-Contrast '#000000' '#ffffff' | Should -BeGreaterThan 20.9
    }

    It 'links a step only if it is an https URL' {
        $url = 'https://login.microsoftonline.com/contoso.com/v2.0/adminconsent?client_id=ae11b22c-3d44-4e55-8f66-778899aabbcc&scope=https%3A%2F%2Foutlook.office365.com%2F.default'
        $steps = @(New-Step -Kind Browser -Text $url) + @('javascript:alert(1)', 'http://example.com/', 'https://example.com/" onclick="x', 'data:text/html,x' | ForEach-Object { New-Step -Kind Browser -Text $_ }) + (New-Step -Kind Portal -Text 'https://example.com/')
        $page = Get-Page -Tenant (New-Readiness -Rungs (New-Rung -Name AppRole -State Failed -Fix 'Consent.' -Steps $steps))
        @($page.SelectNodes('//article//a') | ForEach-Object { $_.href }) | Should -Be $url
        $page.SelectSingleNode('//article//a').rel | Should -Be 'noopener noreferrer'
        $page.SelectNodes('//article//pre').Count | Should -Be $steps.Count
    }
}

Describe 'Hostile text' {
    It 'remains text: <Text>' -ForEach @(
        @{ Text = '<script>alert(1)</script>' }
        @{ Text = '"><img src=x onerror=alert(1)>' }
        @{ Text = "' autofocus onfocus='alert(1)" }
        @{ Text = '</style></title><svg/onload=alert(1)>' }
        @{ Text = ']]>&lt;b&gt;&#x3c;' }
        @{ Text = '$(Get-Date) `n {0} @{a=1}' }
        @{ Text = "a`u{202E}b`u{200B}c`u{0007}d`u{001B}[31me`u{0000}f`u{2028}g`u{FFFE}h`u{E0041}i"; Shown = 'abcd[31mefghi' }
        @{ Text = 'a' + [char]0xD800 + 'b' + [char]0xDC00 + 'c'; Shown = 'abc' }
        @{ Text = "Caf`u{e9} `u{4e2d}`u{6587} `u{1F600}" }
    ) {
        if (-not (Test-Path variable:Shown)) { $Shown = $Text }
        $page = Get-Page -Tenant (New-PlantedReadiness -Text $Text) -More @{ Title = $Text }
        $page.html.head.title | Should -BeExactly $Shown
        $page.SelectSingleNode('//tbody/tr/th').InnerText | Should -BeExactly $Shown
        $page.SelectSingleNode('//article/ol/li/p[@class="text"]').InnerText | Should -BeExactly $Shown
        $page.SelectSingleNode('//article//pre/code').InnerText | Should -BeExactly $Shown
        # The elements must be the same as with harmless text.
        $plain = Get-Page -Tenant (New-PlantedReadiness -Text 'innocent') -More @{ Title = 'innocent' }
        @($page.SelectNodes('//*').Name | Sort-Object -Unique) | Should -Be @($plain.SelectNodes('//*').Name | Sort-Object -Unique)
        $page.SelectNodes('//*').Count | Should -BeIn ($plain.SelectNodes('//*').Count - 2), $plain.SelectNodes('//*').Count
    }
}

Describe 'A secret' {
    BeforeAll { $canaries = Get-Canary }

    It 'would be found if it were present: <_>' -ForEach $kinds {
        $secret = $canaries[$_]
        Find-Canary -Text "before $secret after" -Secret $secret | Should -Not -BeNullOrEmpty
        Find-Canary -Text "x$([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($secret)))x" -Secret $secret | Should -Not -BeNullOrEmpty
        Find-Canary -Text "see $($secret.Substring(4, 24))" -Secret $secret | Should -Not -BeNullOrEmpty
        Find-Canary -Text 'nothing of it stands in this long text' -Secret $secret | Should -BeNullOrEmpty
    }

    It 'is nowhere in the report: <_>' -ForEach $kinds {
        $secret = $canaries[$_]
        foreach ($planted in @($secret) + @(Get-Form -Secret $secret) + "It failed with $secret, again." + "client_secret=$secret&x=1" + "{`"assertion`":`"$secret`"}") {
            Find-Canary -Text (Get-Report -Tenant (New-PlantedReadiness -Text $planted) -More @{ Title = $planted }) -Secret $secret | Should -BeNullOrEmpty
        }
    }

    It 'is in no stream and no error: <_>' -ForEach $kinds {
        $secret = $canaries[$_]
        $wrong = [pscustomobject]@{ PSTypeName = $secret; Text = $secret }
        $said = Read-AllStream {
            $DebugPreference = 'Continue'
            $wrong, $secret, (New-PlantedReadiness -Text $secret) | Export-ExoMtTenantReport -Path (Join-Path $folder "$([guid]::NewGuid()).html") -Verbose -Title $secret
            foreach ($path in "nothere:/$([uri]::EscapeDataString($secret))", "$([uri]::EscapeDataString($secret)):/a") { try { Export-ExoMtTenantReport -InputObject $wrong -Path $path } catch { $_ } }
        }
        $said | Should -BeLike '*ExoMt.InvalidInput*'
        $said | Should -BeLike '*1 tenant(s) written*'
        Find-Canary -Text $said -Secret $secret | Should -BeNullOrEmpty
    }

    It 'is distinguished from ids, hosts and commands' {
        $page = Get-Page -Tenant (New-Readiness -Verdict NotReady)
        $page.InnerXml | Should -Not -BeLike '*redacted:*'
        $page.InnerXml | Should -BeLike '*aB3dE5gH7jK9mN1pQ3sT5v*11111111-2222-4333-8444-555555555555*'
    }
}

Describe 'The report file' {
    BeforeEach {
        $place = Join-Path $folder ([guid]::NewGuid())
        $null = New-Item -ItemType Directory -Path $place
        $ready = New-Readiness
    }

    It 'is UTF-8 without BOM, and is returned only with -PassThru' {
        $path = Join-Path $place 'a.html'
        $ready | Export-ExoMtTenantReport -Path $path | Should -BeNullOrEmpty
        [System.IO.File]::ReadAllBytes($path)[0] | Should -Be ([byte][char]'<')
        $file = $ready | Export-ExoMtTenantReport $path -Force -PassThru
        $file | Should -BeOfType [System.IO.FileInfo]
        $file.FullName | Should -Be $path
        Get-Left $place | Should -Be 'a.html'
    }

    It 'has a path relative to the PowerShell location, with literal brackets' {
        Push-Location $place
        try { $ready | Export-ExoMtTenantReport -Path './a[1].html' } finally { Pop-Location }
        Get-Left $place | Should -Be 'a[1].html'
    }

    It 'replaces an existing file only with -Force, and then completely' {
        $path = Join-Path $place 'a.html'
        Set-Content -Path $path -Value 'the old one'
        { $ready | Export-ExoMtTenantReport -Path $path } | Should -Throw -ErrorId 'ExoMt.FileExists,Export-ExoMtTenantReport'
        Get-Content $path | Should -Be 'the old one'
        $ready | Export-ExoMtTenantReport -Path $path -Force
        (Get-Content -Raw $path) | Should -Not -BeLike '*the old one*'
        Get-Left $place | Should -Be 'a.html'
    }

    It 'can''t be written, which is an error before the first tenant: <Name>' -ForEach @(
        @{ Name = 'no folder'; Path = { Join-Path $place 'no/a.html' }; Id = 'ExoMt.FolderMissing' }
        @{ Name = 'a folder'; Path = { $place }; Id = 'ExoMt.InvalidPath' }
        @{ Name = 'an environment variable'; Path = { 'Env:/a.html' }; Id = 'ExoMt.InvalidPath' }
        @{ Name = 'no drive'; Path = { 'nothere:/a.html' }; Id = 'ExoMt.InvalidPath' }
    ) {
        $came = @{ Count = 0 }
        { & { $came.Count++; $ready } | Export-ExoMtTenantReport -Path (& $Path) } | Should -Throw -ErrorId "$Id,Export-ExoMtTenantReport"
        $came.Count | Should -Be 0
        Get-Left $place | Should -BeNullOrEmpty
    }

    It 'is not written with -WhatIf or $WhatIfPreference' {
        $path = Join-Path $place 'a.html'
        $ready | Export-ExoMtTenantReport -Path $path -WhatIf -PassThru | Should -BeNullOrEmpty
        & { $WhatIfPreference = $true; $ready | Export-ExoMtTenantReport -Path $path }
        Get-Left $place | Should -BeNullOrEmpty
    }

    It 'is not written without a tenant' {
        { @() | Export-ExoMtTenantReport -Path (Join-Path $place 'a.html') } | Should -Throw -ErrorId 'ExoMt.NothingToWrite,Export-ExoMtTenantReport'
        { $null, 'text' | Export-ExoMtTenantReport -Path (Join-Path $place 'a.html') -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'ExoMt.NothingToWrite,Export-ExoMtTenantReport'
        Get-Left $place | Should -BeNullOrEmpty
    }

    It 'is not written when the pipeline throws' {
        { & { $ready; throw 'upstream' } | Export-ExoMtTenantReport -Path (Join-Path $place 'a.html') } | Should -Throw 'upstream'
        Get-Left $place | Should -BeNullOrEmpty
    }

    It 'keeps its old content, with no other file left, when writing fails midway' {
        $path = Join-Path $place 'a.html'
        Set-Content -Path $path -Value 'the old one'
        $failing = {
            function Test-Half { [CmdletBinding()] param($Path) Write-ExoMtFile -Cmdlet $PSCmdlet -Path $Path -Parts @([byte[]](1, 2, 3), 'no bytes') -Force $true }
            Test-Half -Path $args[0]
        }
        { & (Get-Module ExoMt) $failing $path } | Should -Throw -ErrorId 'ExoMt.FileUnwritable,Test-Half'
        Get-Content $path | Should -Be 'the old one'
        Get-Left $place | Should -Be 'a.html'
    }

    It 'keeps its old content, with no other file left, when the command is stopped midway' {
        $path = Join-Path $place 'a.html'
        Set-Content -Path $path -Value 'the old one'
        $parts = [System.Collections.Concurrent.BlockingCollection[byte[]]]::new()
        $parts.Add([byte[]](1, 2, 3))
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
            param($Support, $Path, $Parts)
            Import-Module $Support
            Import-ExoMt
            & (Get-Module ExoMt) {
                Enter-ExoMtProcess
                function Test-Half { [CmdletBinding()] param($Path, $Parts) Write-ExoMtFile -Cmdlet $PSCmdlet -Path $Path -Parts $Parts -Force $true }
                Test-Half -Path $args[0] -Parts $args[1]
            } $Path $Parts.GetConsumingEnumerable()
        }).AddArgument((Join-Path $PSScriptRoot 'Support.psm1')).AddArgument($path).AddArgument($parts)
        $running = $shell.BeginInvoke()
        Wait-Until { (Get-Left $place).Count -eq 2 } -Seconds 20 | Should -BeTrue
        $stopping = $shell.BeginStop($null, $null)
        1..3 | ForEach-Object { $parts.Add([byte[]](4, 5, 6)) }
        $parts.CompleteAdding()
        $shell.EndStop($stopping)
        try { $null = $shell.EndInvoke($running) } catch { $stopped = $_ }
        $stopped.Exception.InnerException.GetType().Name | Should -Be 'PipelineStoppedException'
        Get-Content $path | Should -Be 'the old one'
        Get-Left $place | Should -Be 'a.html'
        $shell.Dispose()
    }

    It 'is not written before the last tenant' {
        $path = Join-Path $place 'a.html'
        $seen = & { $ready; Get-Left $place | ForEach-Object { throw "left: $_" }; $ready } | Export-ExoMtTenantReport -Path $path -PassThru
        $seen.FullName | Should -Be $path
    }
}

Describe 'The source of the tenants' {
    BeforeAll {
        $app = New-SecretApp
        $results = @(
            'contoso.onmicrosoft.com'
            Add-SimulatorTenant -Roles @()
            Add-SimulatorTenant -DirectoryRoles @()
            Add-SimulatorTenant -Faults @{ kind = 'aadsts'; code = 7000229 }
            'nobody-has-this.onmicrosoft.com'
        ) | Test-ExoMtTenant -App $app -Probe -RedirectUri https://localhost
    }

    It 'can be Test-ExoMtTenant, whose texts the report shows unchanged' {
        @($results).Count | Should -Be 5
        @($results.Verdict | Select-Object -Unique).Count | Should -BeGreaterThan 1
        $page = Get-Page -Tenant $results
        $page.InnerXml | Should -Not -BeLike '*redacted:*'
        foreach ($tenant in $results) {
            $link = $page.SelectNodes('//tbody/tr/th/a') | Where-Object { $_.InnerText -eq $tenant.Organization }
            $section = $page.SelectSingleNode("//article[@id='$($link.href.Substring(1))']")
            $blocks = @($section.SelectNodes('.//pre/code') | ForEach-Object { $_.InnerText })
            $steps = @($tenant.Rungs | ForEach-Object { $_.Steps } | ForEach-Object { $_.Text })
            $blocks | Should -Be $steps
            foreach ($rung in $tenant.Rungs) {
                foreach ($text in @($rung.Message) + @($rung.Evidence) + @($rung.Fix) + @($rung.FixedBy)) { if ($text) { $section.InnerText | Should -BeLike "*$([System.Management.Automation.WildcardPattern]::Escape($text))*" } }
            }
        }
        @($page.SelectNodes('//article//a') | Where-Object { $_.href -like 'https://*/adminconsent[?]client_id=*' }).Count | Should -BeGreaterThan 0
    }

    It 'can be Test-ExoMtTenant in a job or a file: <Name>' -ForEach @(
        @{ Name = 'Import-Clixml'; Through = { param($Tenants) $Tenants | Export-Clixml TestDrive:/results.clixml; Import-Clixml TestDrive:/results.clixml } }
        @{ Name = 'a job'; Through = { param($Tenants) Start-Job -ArgumentList (, $Tenants) -ScriptBlock { $args[0] } | Wait-Job | Receive-Job } }
    ) {
        $unlike = '<time[^>]*>[^<]*</time> \(UTC\)', ''
        (Get-Report -Tenant (& $Through $results)) -replace $unlike | Should -BeExactly ((Get-Report -Tenant $results) -replace $unlike)
    }

    It 'makes no difference: <Name>' -ForEach @(
        @{ Name = 'Import-Clixml'; Through = { param($Tenants) $Tenants | Export-Clixml TestDrive:/tenants.clixml; Import-Clixml TestDrive:/tenants.clixml } }
        @{ Name = 'a job'; Through = { param($Tenants) Start-Job -ArgumentList (, $Tenants) -ScriptBlock { $args[0] } | Wait-Job | Receive-Job } }
        @{ Name = 'an argument'; Through = { param($Tenants) , $Tenants } }
    ) {
        $tenants = @((New-Readiness -Organization a.com), (New-Readiness -Organization b.com -Verdict NotReady))
        $copy = & $Through $tenants
        $unlike = '<time[^>]*>[^<]*</time> \(UTC\)', ''
        (Get-Report -Tenant $copy) -replace $unlike | Should -BeExactly ((Get-Report -Tenant $tenants) -replace $unlike)
    }

    It 'shows a tenant that lacks nearly every property' {
        $page = Get-Page -Tenant ([pscustomobject]@{ PSTypeName = 'ExoMt.TenantReadiness'; Verdict = 'Odd'; Rungs = 'a text', $null })
        $page.SelectSingleNode('//tbody/tr/th').InnerText | Should -Be 'A tenant without a name'
        $page.SelectSingleNode('//tbody/tr/td[1]').InnerText | Should -BeLike '*Unknown'
    }

    It 'can be hundreds of results' {
        $many = 1..300 | ForEach-Object { New-Readiness -Organization "t$_.onmicrosoft.com" -Verdict $('Ready', 'NotReady')[$_ % 2] }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $page = Get-Page -Tenant $many
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 20
        $page.SelectNodes('//article').Count | Should -Be 300
    }
}
