# Tests the wait on this computer for the response to a consent request.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
}

Describe 'Wait-ExoMtConsent' {
    BeforeAll {
        $tenantId = '7e4a0001-1c2d-4e3f-8a5b-000000000001'
        $support = Join-Path $PSScriptRoot 'Support.psm1'
        $waits = [System.Collections.Generic.List[object]]::new()
        $hasIPv6 = $false
        $probe = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::IPv6Loopback, 0)
        try { $probe.Start(); $hasIPv6 = $true } catch { $hasIPv6 = $false } finally { $probe.Stop() }

        function Get-FreePort {
            # Returns a port that no program listens on.
            $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
            $listener.Start()
            $listener.LocalEndpoint.Port
            $listener.Stop()
        }

        function Connect-Port {
            # Returns a connection, or nothing if no program listens.
            param([int] $Port, [string] $Address = '127.0.0.1')
            $family = if ($Address.Contains(':')) { 'InterNetworkV6' } else { 'InterNetwork' }
            $client = [System.Net.Sockets.TcpClient]::new([System.Net.Sockets.AddressFamily]$family)
            try { $client.Connect($Address, $Port) } catch { $client.Dispose(); return }
            $client.ReceiveTimeout = 8000
            $client
        }

        function Test-Listening {
            param([int] $Port)
            $client = Connect-Port -Port $Port
            if ($null -eq $client) { return $false }
            $client.Dispose()
            $true
        }

        function Start-Wait {
            # Runs a script in a new runspace with its own port, and waits until it listens. The
            # script can use $port and $app.
            param([string] $Script, [int] $Port = (Get-FreePort), [switch] $NoListener)

            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                param($Support, $Port, $Text)
                Import-Module $Support
                Import-ExoMt
                $app = New-SecretApp
                . ([scriptblock]::Create($Text))
            }).AddArgument($support).AddArgument($Port).AddArgument($Script)
            $wait = @{ Shell = $shell; Running = $shell.BeginInvoke(); Port = $Port }
            $waits.Add($wait)
            if (-not $NoListener) { Wait-Until { Test-Listening -Port $Port } -Seconds 20 | Should -BeTrue }
            $wait
        }

        function Complete-Wait {
            # Waits until the command has finished and returns its output.
            param([hashtable] $Wait, [double] $Seconds = 5)
            Wait-Until { $Wait.Running.IsCompleted } -Seconds $Seconds | Should -BeTrue
            @($Wait.Shell.EndInvoke($Wait.Running))
        }

        function Send-Raw {
            # Sends text as it is and returns the whole response.
            param([int] $Port, [string] $Text, [string] $Address = '127.0.0.1')
            $client = Connect-Port -Port $Port -Address $Address
            $stream = $client.GetStream()
            $reply = ''
            try {
                $bytes = [System.Text.Encoding]::GetEncoding(28591).GetBytes($Text)
                $stream.Write($bytes, 0, $bytes.Length)
                $reader = [System.IO.StreamReader]::new($stream)
                $reply = $reader.ReadToEnd()
            }
            # The server may cut the connection.
            catch [System.IO.IOException] { $reply += '(cut)' }
            finally { $client.Dispose() }
            $reply
        }

        function Get-Page {
            # Returns what a browser would receive: status, page and headers.
            param([string] $Url, [string] $Form)
            $client = [System.Net.Http.HttpClient]::new()
            $answer = if ($Form) { $client.PostAsync($Url, [System.Net.Http.StringContent]::new($Form, [System.Text.Encoding]::UTF8, 'application/x-www-form-urlencoded')).GetAwaiter().GetResult() } else { $client.GetAsync($Url).GetAwaiter().GetResult() }
            $page = @{ Status = [int]$answer.StatusCode; Text = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult(); Headers = @(foreach ($header in $answer.Headers) { "$($header.Key): $($header.Value)" }) -join '; ' }
            $client.Dispose()
            $page
        }
    }

    AfterEach {
        foreach ($wait in $waits) { $wait.Shell.Stop(); $wait.Shell.Dispose() }
        $waits.Clear()
    }

    It 'returns the response of a redirect, and shows the admin a page' {
        $wait = Start-Wait -Script 'Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port"'
        $page = Get-Page -Url "http://localhost:$($wait.Port)/?admin_consent=True&tenant=$tenantId&state=s1&scope=https%3A%2F%2Foutlook.office365.com%2F.default"
        $page.Status | Should -Be 200
        $page.Text | Should -BeLike "*<h1>Consented</h1>*Request a token*$tenantId*return to PowerShell*"
        $page.Text | Should -Not -BeLike '*<script*'
        $page.Headers | Should -BeLike "*no-store*"
        $page.Headers | Should -BeLike "*default-src 'none'*"
        $answers = Complete-Wait -Wait $wait
        $answers.Count | Should -Be 1
        $answers[0].PSObject.TypeNames[0] | Should -Be 'ExoMt.ConsentAnswer'
        $answers[0].Outcome | Should -Be 'Consented'
        $answers[0].TenantId | Should -Be $tenantId
        $answers[0].StateMatches | Should -BeTrue
        Test-Listening -Port $wait.Port | Should -BeFalse
    }

    It 'returns the response of a form post' {
        $wait = Start-Wait -Script 'Wait-ExoMtConsent -State "s 1" -RedirectUri "http://localhost:$port/auth/done?x=1"'
        (Get-Page -Url "http://localhost:$($wait.Port)/auth/done?x=1" -Form "admin_consent=True&tenant=$tenantId&state=s+1&code=$('c' * 20000)").Status | Should -Be 200
        (Complete-Wait -Wait $wait)[0].Outcome | Should -Be 'Consented'
    }

    It 'returns a refusal, and escapes its text in the page' {
        $wait = Start-Wait -Script 'Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port"'
        $description = [uri]::EscapeDataString("AADSTS65004: User declined. <script>alert('1')</script><img src=x onerror=alert(1)>")
        $page = Get-Page -Url "http://localhost:$($wait.Port)/?error=access_denied&error_subcode=cancel&error_description=$description&admin_consent=True&state=s1&tenant=%3Cb%3E"
        $page.Text | Should -BeLike '*<h1>The consent failed</h1>*&#60;script&#62;*'
        $page.Text | Should -Not -BeLike '*<script*'
        $page.Text | Should -Not -BeLike '*<img*'
        $page.Text | Should -Not -BeLike '*<b>*'
        $answer = (Complete-Wait -Wait $wait)[0]
        $answer.Outcome | Should -Be 'Failed'
        $answer.Code | Should -Be 'AADSTS65004'
    }

    It 'continues to wait after requests that are not the response' {
        $wait = Start-Wait -Script 'Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port/done"'
        $port = $wait.Port
        $yes = "admin_consent=True&tenant=$tenantId&state="
        (Get-Page -Url "http://localhost:$port/favicon.ico").Status | Should -Be 404
        (Get-Page -Url "http://localhost:$port/?${yes}s1").Status | Should -Be 404
        (Get-Page -Url "http://localhost:$port/DONE?${yes}s1").Status | Should -Be 404
        (Get-Page -Url "http://localhost:$port/done/?${yes}s1").Status | Should -Be 404
        (Get-Page -Url "http://127.0.0.1:$port/done?${yes}s1").Status | Should -Be 421
        foreach ($query in '', '?', "?${yes}other", "?${yes}S1", '?admin_consent=True', "?${yes}s1&state=s1", "?${yes}other&error=access_denied", '?error=access_denied', '?%ff%00') {
            $page = Get-Page -Url "http://localhost:$port/done$query"
            $page.Status | Should -Be 400 -Because $query
            $page.Text | Should -BeLike '*not the answer*'
            $page.Text | Should -Not -BeLike "*$tenantId*"
        }
        (Get-Page -Url "http://localhost:$port/done" -Form "${yes}other").Status | Should -Be 400
        $wait.Running.IsCompleted | Should -BeFalse
        (Get-Page -Url "http://localhost:$port/done?${yes}s1").Status | Should -Be 200
        (Complete-Wait -Wait $wait)[0].Outcome | Should -Be 'Consented'
    }

    It 'rejects requests that no browser sends, and continues to wait' {
        $wait = Start-Wait -Script 'Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port"'
        $port = $wait.Port
        $good = "/?admin_consent=True&tenant=$tenantId&state=s1"
        $local = "Host: localhost:$port`r`n"
        $form = "Content-Type: application/x-www-form-urlencoded`r`n"
        $cases = @(
            @{ Text = "GET $good HTTP/1.1`r`nHost: evil.example`r`n`r`n"; Status = 421 }
            @{ Text = "GET $good HTTP/1.1`r`nHost: localhost`r`n`r`n"; Status = 421 }
            @{ Text = "GET $good HTTP/1.1`r`nHost: localhost:$($port + 1)`r`n`r`n"; Status = 421 }
            @{ Text = "GET $good HTTP/1.1`r`n`r`n"; Status = 421 }
            @{ Text = "GET $good HTTP/1.1`r`n${local}Host: evil.example`r`n`r`n"; Status = 400 }
            @{ Text = "GET http://localhost:$port$good HTTP/1.1`r`n$local`r`n"; Status = 404 }
            @{ Text = "GET $good HTTP/2.0`r`n$local`r`n"; Status = 400; Malformed = $true }
            @{ Text = "GET $good`r`n`r`n"; Status = 400; Malformed = $true }
            @{ Text = "GET  $good HTTP/1.1`r`n$local`r`n"; Status = 400; Malformed = $true }
            @{ Text = "GET $good HTTP/1.1`r`n$local folded`r`n`r`n"; Status = 400; Malformed = $true }
            @{ Text = "GET $good HTTP/1.1`r`n${local}X: a`nb`r`n`r`n"; Status = 400; Malformed = $true }
            @{ Text = "PUT $good HTTP/1.1`r`n$local`r`n"; Status = 405 }
            @{ Text = "POST / HTTP/1.1`r`n$local$form`r`nx"; Status = 411 }
            @{ Text = "POST / HTTP/1.1`r`n$local${form}Content-Length: -1`r`n`r`n"; Status = 400; Malformed = $true }
            @{ Text = "POST / HTTP/1.1`r`n$local${form}Transfer-Encoding: chunked`r`nContent-Length: 1`r`n`r`nx"; Status = 411 }
            @{ Text = "POST / HTTP/1.1`r`n$local${form}Content-Length: 65537`r`n`r`nx"; Status = 413 }
            @{ Text = "POST / HTTP/1.1`r`n$local${form}Content-Length: 99999999999999999999`r`n`r`nx"; Status = 400; Malformed = $true }
            @{ Text = "POST / HTTP/1.1`r`n$local${form}Content-Length: 1`r`nContent-Length: 2`r`n`r`nx"; Status = 400; Malformed = $true }
            @{ Text = "POST / HTTP/1.1`r`n${local}Content-Type: text/plain`r`nContent-Length: 1`r`n`r`nx"; Status = 415 }
            @{ Text = "GET /$('a' * 9000) HTTP/1.1`r`n$local`r`n"; Status = 431; Malformed = $true }
            @{ Text = "GET $good HTTP/1.1`r`n${local}X: $('a' * 9000)"; Status = 431; Malformed = $true }
            @{ Text = [string][char]0x16 + [char]3 + [char]1 + [char]2 + "`r`n`r`n"; Status = 400; Malformed = $true }
        )
        foreach ($case in $cases) {
            $reply = Send-Raw -Port $port -Text $case.Text
            $reply | Should -BeLike "HTTP/1.1 $($case.Status) *" -Because $case.Text.Substring(0, [Math]::Min(120, $case.Text.Length))
            # For malformed HTTP the response is a status without a page.
            $body = if ($case['Malformed']) { '' } else { '<!DOCTYPE html>*not the answer*' }
            $reply | Should -BeLike "*`r`n`r`n$body"
        }
        # An endless request gets a response or is cut off.
        $reply = Send-Raw -Port $port -Text ('x' * 2000000)
        $reply | Should -Match '^(HTTP/1.1 431 |\(cut\)$)'
        $wait.Running.IsCompleted | Should -BeFalse
        Send-Raw -Port $port -Text "GET $good HTTP/1.1`r`nhOST: LOCALHOST:$port`r`n`r`n" | Should -BeLike 'HTTP/1.1 200 *'
        (Complete-Wait -Wait $wait)[0].Outcome | Should -Be 'Consented'
    }

    It 'accepts a request in pieces, while other connections are idle or broken' {
        $wait = Start-Wait -Script 'Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port"'
        $idle = @(1..40 | ForEach-Object { Connect-Port -Port $wait.Port })
        $gone = Connect-Port -Port $wait.Port
        $gone.Client.LingerState = [System.Net.Sockets.LingerOption]::new($true, 0)
        $gone.GetStream().Write([byte[]](71, 69), 0, 2)
        $gone.Close()
        $slow = Connect-Port -Port $wait.Port
        $text = "GET /?admin_consent=True&tenant=$tenantId&state=s1 HTTP/1.1`r`nHost: localhost:$($wait.Port)`r`n`r`n"
        foreach ($char in $text.ToCharArray()) {
            $slow.GetStream().WriteByte([byte]$char)
            Start-Sleep -Milliseconds 1
        }
        [System.IO.StreamReader]::new($slow.GetStream()).ReadToEnd() | Should -BeLike 'HTTP/1.1 200 *'
        (Complete-Wait -Wait $wait)[0].Outcome | Should -Be 'Consented'
        foreach ($client in $idle + $slow) { $client.Dispose() }
    }

    It 'closes a slow connection after a few seconds' {
        $wait = Start-Wait -Script 'Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port"'
        $silent = Connect-Port -Port $wait.Port
        $drip = Connect-Port -Port $wait.Port
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $ended = $false
        while (-not $ended -and $watch.Elapsed.TotalSeconds -lt 9) {
            try { $drip.GetStream().WriteByte(65) } catch { $ended = $true }
            Start-Sleep -Milliseconds 100
        }
        $ended | Should -BeTrue
        $watch.Elapsed.TotalSeconds | Should -BeGreaterThan 4
        $silent.GetStream().ReadByte() | Should -Be -1
        (Get-Page -Url "http://localhost:$($wait.Port)/?admin_consent=True&state=s1").Status | Should -Be 200
        $null = Complete-Wait -Wait $wait
        foreach ($client in $silent, $drip) { $client.Dispose() }
    }

    It 'listens only on the loopback addresses' {
        $wait = Start-Wait -Script 'Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port"'
        $places = @([System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpListeners() | Where-Object Port -EQ $wait.Port)
        $places.Count | Should -Be (1 + [int]$hasIPv6)
        foreach ($place in $places) { [System.Net.IPAddress]::IsLoopback($place.Address) | Should -BeTrue }
        $address = if ($hasIPv6) { '::1' } else { '127.0.0.1' }
        Send-Raw -Port $wait.Port -Address $address -Text "GET /?admin_consent=True&state=s1 HTTP/1.1`r`nHost: localhost:$($wait.Port)`r`n`r`n" | Should -BeLike 'HTTP/1.1 200 *'
        (Complete-Wait -Wait $wait)[0].Outcome | Should -Be 'Consented'
    }

    It 'accepts a consent from the pipeline, also a copy of one' {
        $wait = Start-Wait -Script '
            $made = New-ExoMtConsentUrl -App $app -RedirectUri "http://localhost:$port/x"
            $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($made))
            $made
            $made, $copy | Wait-ExoMtConsent'
        # Reads the stream by index, because an enumeration would wait for the script to finish.
        $written = $wait.Shell.Streams.Information
        $urls = { @(for ($index = 0; $index -lt $written.Count; $index++) { "$($written[$index])" }) }
        foreach ($count in 1, 2) {
            Wait-Until { @(& $urls).Count -eq $count } -Seconds 10 | Should -BeTrue
            @(& $urls)[-1] -match 'state=([A-Za-z0-9_-]+)' | Should -BeTrue
            $state = $Matches[1]
            Wait-Until { Test-Listening -Port $wait.Port } | Should -BeTrue
            (Get-Page -Url "http://localhost:$($wait.Port)/x?admin_consent=True&tenant=$tenantId&state=$state").Status | Should -Be 200
        }
        $output = Complete-Wait -Wait $wait
        $output[0].State | Should -Be $state
        $output[1..2].Outcome | Should -Be 'Consented', 'Consented'
    }

    It 'creates the URL: <Name>' -ForEach @(
        @{ Name = 'app id'; Script = "Wait-ExoMtConsent -AppId ae11b22c-3d44-4e55-8f66-778899aabbcc -Organization contoso.onmicrosoft.com -Environment GCCHigh -RedirectUri http://localhost:`$port"; Begins = 'https://login.microsoftonline.us/contoso.onmicrosoft.com/v2.0/adminconsent?' }
        @{ Name = 'app'; Script = 'Wait-ExoMtConsent -App $app -RedirectUri http://localhost:$port -Form AdminConsentV1 -State 2026-11-25T10:18:55Z'; Begins = 'https://localhost:*/organizations/adminconsent?' }
    ) {
        $wait = Start-Wait -Script $Script
        Wait-Until { $wait.Shell.Streams.Information.Count -gt 0 } | Should -BeTrue
        $url = ("$($wait.Shell.Streams.Information[0])" -split '\s')[-1]
        $url | Should -BeLike ($Begins.Replace('?', '[?]') + '*')
        $query = @{}
        foreach ($pair in ([uri]$url).Query.TrimStart('?').Split('&')) {
            $key, $value = $pair.Split('=')
            $query[$key] = $value
        }
        [uri]::UnescapeDataString($query.redirect_uri) | Should -Be "http://localhost:$($wait.Port)"
        (Get-Page -Url "http://localhost:$($wait.Port)/?admin_consent=True&tenant=$tenantId&state=$($query.state)").Status | Should -Be 200
        (Complete-Wait -Wait $wait)[0].Outcome | Should -Be 'Consented'
    }

    It 'opens the browser' -Skip:($env:OS -eq 'Windows_NT') {
        # On Linux, .NET runs xdg-open. This stand-in writes the URL to a file.
        $folder = Join-Path (Convert-Path 'TestDrive:/') 'browser'
        $null = New-Item -ItemType Directory -Path $folder
        [System.IO.File]::WriteAllText("$folder/xdg-open", "#!/bin/sh`nprintf '%s' `"`$1`" > '$folder/url.new' && mv '$folder/url.new' '$folder/url'`n")
        & /bin/chmod 755 "$folder/xdg-open"
        $before = $env:PATH
        $env:PATH = "$folder$([System.IO.Path]::PathSeparator)$before"
        try {
            $wait = Start-Wait -Script 'Wait-ExoMtConsent -App $app -RedirectUri http://localhost:$port -Open'
            Wait-Until { Test-Path -Path "$folder/url" } | Should -BeTrue
        }
        finally { $env:PATH = $before }
        [System.IO.File]::ReadAllText("$folder/url") -match '^https://.*&state=([A-Za-z0-9_-]+)$' | Should -BeTrue
        $null = Get-Page -Url "http://localhost:$($wait.Port)/?admin_consent=True&state=$($Matches[1])"
        (Complete-Wait -Wait $wait)[0].Outcome | Should -Be 'Consented'
    }

    It 'stops after the timeout, and frees the port' {
        $port = Get-FreePort
        $failed = $null
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $answer = Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port" -TimeoutSec 1 -ErrorAction SilentlyContinue -ErrorVariable failed
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 3
        $answer | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -Be 'ExoMt.ConsentTimeout,Wait-ExoMtConsent'
        $failed[0].ErrorDetails.RecommendedAction | Should -BeLike '*-TimeoutSec*Test-ExoMtTenant -Wait*'
        Test-Listening -Port $port | Should -BeFalse
    }

    It 'reports that the port is in use at <Address>' -ForEach @(@{ Address = 'Loopback' }, @{ Address = 'IPv6Loopback' }) {
        if ($Address -eq 'IPv6Loopback' -and -not $hasIPv6) { return }
        $other = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::$Address, 0)
        $other.Start()
        $port = $other.LocalEndpoint.Port
        try { $answer = Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port" -TimeoutSec 1 -ErrorAction SilentlyContinue -ErrorVariable failed }
        finally { $other.Stop() }
        $answer | Should -BeNullOrEmpty
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -Be 'ExoMt.PortInUse,Wait-ExoMtConsent'
        $failed[0].Exception.Message | Should -BeLike "*$port*"
        # The command has closed its socket on the other address.
        Test-Listening -Port $port | Should -BeFalse
    }

    It 'stops immediately at Ctrl+C, and frees the port' {
        $wait = Start-Wait -Script 'Wait-ExoMtConsent -State s1 -RedirectUri "http://localhost:$port"'
        $open = Connect-Port -Port $wait.Port
        $open.GetStream().WriteByte(71)
        Start-Sleep -Milliseconds 100
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $wait.Shell.Stop()
        $watch.ElapsedMilliseconds | Should -BeLessThan 500
        Test-Listening -Port $wait.Port | Should -BeFalse
        $open.Dispose()
        # The next command can use the port immediately.
        $again = Start-Wait -Port $wait.Port -Script 'Wait-ExoMtConsent -State s2 -RedirectUri "http://localhost:$port"'
        (Get-Page -Url "http://localhost:$($again.Port)/?admin_consent=True&state=s2").Status | Should -Be 200
        (Complete-Wait -Wait $again)[0].Outcome | Should -Be 'Consented'
    }

    It 'exits its process at Ctrl+C' -Skip:($env:OS -eq 'Windows_NT') {
        $port = Get-FreePort
        $start = [System.Diagnostics.ProcessStartInfo]::new($env:EXOMT_TEST_SHELL)
        foreach ($argument in '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$env:EXOMT_TEST_MODULE'; Wait-ExoMtConsent -State s1 -RedirectUri http://localhost:$port") { $start.ArgumentList.Add($argument) }
        $process = [System.Diagnostics.Process]::Start($start)
        Wait-Until { Test-Listening -Port $port } -Seconds 20 | Should -BeTrue
        & /bin/kill -INT $process.Id
        $process.WaitForExit(3000) | Should -BeTrue
        $process.ExitCode | Should -Not -Be 0
    }

    It 'refuses <Says>' -ForEach @(
        @{ More = @{ State = 's1'; RedirectUri = 'http://127.0.0.1:8400' }; Id = 'InvalidRedirectUri'; Says = '*127.0.0.1*' }
        @{ More = @{ State = 's1'; RedirectUri = 'https://localhost:8400' }; Id = 'InvalidRedirectUri'; Says = '*https://localhost*' }
        @{ More = @{ State = 's1'; RedirectUri = 'http://localhost.evil.example' }; Id = 'InvalidRedirectUri'; Says = '*evil*' }
        @{ More = @{ State = 's1'; RedirectUri = 'http://user@localhost' }; Id = 'InvalidRedirectUri'; Says = '*user@localhost*' }
        @{ More = @{ State = 's1'; RedirectUri = 'localhost' }; Id = 'InvalidRedirectUri'; Says = '*localhost*' }
        @{ More = @{ AppId = 'no'; RedirectUri = 'http://localhost:8400' }; Id = 'InvalidAppId'; Says = '*no*' }
        @{ More = @{ AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; Organization = 'common' }; Id = 'InvalidTenant'; Says = '*common*' }
        @{ More = @{ AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; Organization = [pscustomobject]@{ Other = 1 } }; Id = 'OrganizationMissing'; Says = '*which tenant*' }
        @{ More = @{ AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; RedirectUri = 'https://example.com' }; Id = 'InvalidRedirectUri'; Says = '*example.com*' }
        @{ More = @{ AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; State = '' }; Id = 'InvalidState'; Says = '*state*' }
        @{ More = @{ Consent = [pscustomobject]@{ Url = 'https://x' } }; Id = 'InvalidConsent'; Says = '*state*' }
        @{ More = @{ Consent = [pscustomobject]@{ Url = '/bin/sh'; State = 's1'; RedirectUri = 'http://localhost:8400' }; Open = $true }; Id = 'InvalidConsent'; Says = '*https*' }
        @{ More = @{ Consent = $null }; Id = 'InvalidConsent'; Says = '*state*' }
    ) {
        $answer = Wait-ExoMtConsent @More -TimeoutSec 1 -ErrorAction SilentlyContinue -ErrorVariable failed
        $answer | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -Be "ExoMt.$Id,Wait-ExoMtConsent"
        $failed[0].Exception.Message | Should -BeLike $Says
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
