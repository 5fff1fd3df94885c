# Tests the searches of the audit log for what was done with a token: the scripts run and find it.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'compatibility/Source.psm1'), (Join-Path $PSScriptRoot 'compatibility/Syntax.psm1') -Force
    Import-ExoMt
    $appId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'
    $objectId = '7e4a0001-1c2d-4e3f-8a5b-0000000000aa'
    $tenantId = '7e4a0001-1c2d-4e3f-8a5b-000000000001'
    $tokenId = 'eHrkFhP_9kCm-uti0Abcde'
    $other = '11111111-0000-4000-8000-000000000001'
    $ids = @{ TokenId = $tokenId; ObjectId = $objectId; AppId = $appId; TenantId = $tenantId }

    function Get-ParseError {
        # Returns the syntax errors of a script, and the syntax that Windows PowerShell 5.1 lacks.
        param([string] $Text)
        @(Get-SyntaxFault -Script (Read-ScriptText -Name 'text' -Text $Text)) -join "`n"
    }

    function New-Record {
        # Returns the audit data of a record with only these properties.
        param([string] $Operation, [hashtable] $Access, [hashtable] $More = @{})
        $data = @{ CreationTime = '2026-11-24T09:00:00'; Operation = $Operation; UserType = 5; Parameters = @(@{ Name = 'Identity'; Value = 'a' }, @{ Name = 'Type'; Value = 'Shared' }) }
        if ($Access) { $data.AppAccessContext = $Access }
        $data + $More
    }

    # One record for each id that can match, and records of other apps.
    $records = @(
        New-Record -Operation 'Set-A' -Access @{ UniqueTokenId = $tokenId; ClientAppId = $appId } -More @{ TokenObjectId = $objectId; TokenTenantId = $tenantId; ModifiedObjectResolvedName = 'resolved' }
        New-Record -Operation 'Set-B' -Access @{ UniqueTokenId = 'another_token_id' } -More @{ TokenObjectId = $objectId.ToUpperInvariant() }
        New-Record -Operation 'Set-C' -Access @{ ClientAppId = $appId }
        New-Record -Operation 'Set-D' -More @{ AppId = $appId }
        New-Record -Operation 'Set-E' -More @{ ClientAppId = $appId }
        New-Record -Operation 'Set-F' -Access @{ UniqueTokenId = $tokenId.ToLowerInvariant(); ClientAppId = $other } -More @{ TokenObjectId = $other }
        New-Record -Operation 'Set-G'
        New-Record -Operation 'Set-H' -Access @{ UniqueTokenId = $tokenId } -More @{ TokenTenantId = $other }
    )

    function Invoke-SearchText {
        # Runs a script with a stand-in for Search-UnifiedAuditLog that returns pages. Returns its
        # calls and the objects found.
        param([string] $Text, [object[]] $Records)

        $shell = [powershell]::Create()
        $null = $shell.AddScript({
            param($Text, $Pages)
            Set-StrictMode -Version 3.0
            $calls = [System.Collections.Generic.List[object]]::new()
            function Search-UnifiedAuditLog {
                param($RecordType, $StartDate, $EndDate, $Operations, $SessionId, $SessionCommand, $ResultSize)
                $calls.Add($PSBoundParameters)
                if ($calls.Count -le $Pages.Count) { $Pages[$calls.Count - 1] }
            }
            @{ Found = @(& ([scriptblock]::Create($Text))); Calls = $calls }
        })
        $pages = for ($first = 0; $first -lt $Records.Count; $first += 3) {
            , @(for ($index = $first; $index -lt [Math]::Min($first + 3, $Records.Count); $index++) { [pscustomobject]@{ Identity = "id$index"; AuditData = ConvertTo-Json -InputObject $Records[$index] -Depth 5 } })
        }
        $null = $shell.AddArgument($Text).AddArgument(@($pages))
        $result = $shell.Invoke()
        "$($shell.Streams.Error)" | Should -BeNullOrEmpty
        $shell.Dispose()
        $result[0]
    }

    function Invoke-GraphText {
        # Does the same for the Graph script, whose query succeeds after a few requests.
        param([string] $Text, [object[]] $Records, [string] $Ends = 'succeeded')

        $shell = [powershell]::Create()
        $null = $shell.AddScript({
            param($Text, $Trail, $Ends)
            Set-StrictMode -Version 3.0
            $calls = [System.Collections.Generic.List[object]]::new()
            $state = @{ Looks = 0 }
            function Connect-MgGraph { param($Environment, $TenantId, $Scopes, [switch] $NoWelcome) $calls.Add($PSBoundParameters) }
            function Start-Sleep { param($Seconds) $null = $Seconds }
            function Invoke-MgGraphRequest {
                param($Method, $Uri, $Body, $ContentType, $OutputType)
                $calls.Add($PSBoundParameters)
                if ($Method -eq 'POST') { return [pscustomobject]@{ id = 'q1'; status = 'notStarted' } }
                if ($Uri -like '*/q1') {
                    $state.Looks++
                    return [pscustomobject]@{ id = 'q1'; status = if ($state.Looks -lt 3) { 'running' } else { $Ends } }
                }
                $all = @($Trail | ForEach-Object { [pscustomobject]@{ auditData = ConvertFrom-Json -InputObject (ConvertTo-Json -InputObject $_ -Depth 5) } })
                if ($Uri -like '*skip') { [pscustomobject]@{ value = @($all | Select-Object -Skip 5) } }
                else { [pscustomobject]@{ value = @($all | Select-Object -First 5); '@odata.nextLink' = "$Uri`?skip" } }
            }
            @{ Found = @(& ([scriptblock]::Create($Text))); Calls = $calls }
        }).AddArgument($Text).AddArgument($Records).AddArgument($Ends)
        $result = $shell.Invoke()
        "$($shell.Streams.Error)" | Should -BeNullOrEmpty
        $shell.Dispose()
        $result[0]
    }
}

Describe 'New-ExoMtAuditQuery' {
    It 'accepts the ids of a token, also from a job' {
        $token = Get-ExoMtToken -App (New-SecretApp) -Organization contoso.onmicrosoft.com -ErrorAction Stop
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($token))
        foreach ($one in $token, $copy, (ConvertFrom-ExoMtToken -Token $token)) {
            $query = $one | New-ExoMtAuditQuery
            $query.PSObject.TypeNames[0] | Should -Be 'ExoMt.AuditQuery'
            foreach ($name in 'TenantId', 'AppId', 'ObjectId', 'TokenId') { $query.$name | Should -Be $token.$name }
            $query.SearchUnifiedAuditLog.Contains($token.TokenId) | Should -BeTrue
            $query.SearchUnifiedAuditLog.Contains($token.AccessToken) | Should -BeFalse
        }
        ($token | New-ExoMtAuditQuery).Organization | Should -Be 'contoso.onmicrosoft.com'
        ($token | New-ExoMtAuditQuery -ObjectId $other).ObjectId | Should -Be $other
    }

    It 'finds what was done, through Search-UnifiedAuditLog and through Graph' {
        $query = New-ExoMtAuditQuery @ids
        Get-ParseError -Text $query.SearchUnifiedAuditLog | Should -BeNullOrEmpty
        Get-ParseError -Text $query.GraphPowerShell | Should -BeNullOrEmpty
        foreach ($found in (Invoke-SearchText -Text $query.SearchUnifiedAuditLog -Records $records).Found, (Invoke-GraphText -Text $query.GraphPowerShell -Records $records).Found) {
            $found = @($found | Sort-Object Cmdlet)
            $found.Cmdlet | Should -Be 'Set-A', 'Set-B', 'Set-C', 'Set-D', 'Set-E'
            $found.Match | Should -Be 'Token', 'ServicePrincipal', 'App', 'App', 'App'
            $found[0].Object | Should -Be 'resolved'
            $found[0].Parameters | Should -Be '-Identity a -Type Shared'
            $found[0].UniqueTokenId | Should -BeExactly $tokenId
            $found[0].TokenTenantId | Should -Be $tenantId
        }
    }

    It 'searches only for the given id: <Name>' -ForEach @(
        @{ Name = 'TokenId'; Cmdlets = 'Set-A', 'Set-H' }
        @{ Name = 'ObjectId'; Cmdlets = 'Set-A', 'Set-B' }
        @{ Name = 'AppId'; Cmdlets = 'Set-A', 'Set-C', 'Set-D', 'Set-E' }
    ) {
        $given = @{ $Name = $ids[$Name] }
        $query = New-ExoMtAuditQuery @given
        foreach ($text in $query.SearchUnifiedAuditLog, $query.GraphPowerShell) { Get-ParseError -Text $text | Should -BeNullOrEmpty }
        (Invoke-SearchText -Text $query.SearchUnifiedAuditLog -Records $records).Found.Cmdlet | Sort-Object | Should -Be $Cmdlets
        (Invoke-GraphText -Text $query.GraphPowerShell -Records $records).Found.Cmdlet | Sort-Object | Should -Be $Cmdlets
        $query.TenantId | Should -Be $null
    }

    It 'sends the period, the cmdlets and the tenant' {
        $query = New-ExoMtAuditQuery @ids -StartDate '2026-11-20' -EndDate '2026-11-21T12:30:00+01:00' -Cmdlet Set-Mailbox, New-TransportRule
        $calls = (Invoke-SearchText -Text $query.SearchUnifiedAuditLog -Records $records).Calls
        # Expects three pages and an empty one.
        $calls.Count | Should -Be 4
        foreach ($call in $calls) {
            $call.RecordType | Should -Be 'ExchangeAdmin'
            $call.SessionCommand | Should -Be 'ReturnLargeSet'
            $call.ResultSize | Should -Be 5000
            $call.StartDate | Should -BeExactly '2026-11-20 00:00:00Z'
            $call.EndDate | Should -BeExactly '2026-11-21 11:30:00Z'
            $call.Operations | Should -Be 'Set-Mailbox', 'New-TransportRule'
            $call.SessionId | Should -Be $calls[0].SessionId
        }
        (Invoke-SearchText -Text (New-ExoMtAuditQuery @ids).SearchUnifiedAuditLog -Records $records).Calls[0].ContainsKey('Operations') | Should -BeFalse
        $calls = (Invoke-GraphText -Text $query.GraphPowerShell -Records $records).Calls
        $calls[0].TenantId | Should -Be $tenantId
        $calls[0].Scopes | Should -Be 'AuditLogsQuery-Exchange.Read.All'
        $calls[1].Uri | Should -Be 'https://graph.microsoft.com/v1.0/security/auditLog/queries'
        $body = $calls[1].Body
        $body | Should -BeLike '*"2026-11-20T00:00:00Z"*'
        $body | Should -BeLike '*"2026-11-21T11:30:00Z"*'
        $body = ConvertFrom-Json -InputObject $body
        $body.recordTypeFilters | Should -Be 'exchangeAdmin'
        $body.operationFilters | Should -Be 'Set-Mailbox', 'New-TransportRule'
        @($calls | Where-Object { $_.Uri -like '*/q1/records*' }).Count | Should -Be 2
    }

    It 'stops when pages repeat, and accepts an empty log' {
        $query = New-ExoMtAuditQuery @ids
        (Invoke-SearchText -Text $query.SearchUnifiedAuditLog -Records @()).Found.Count | Should -Be 0
        $again = "function Search-UnifiedAuditLog { [pscustomobject]@{ Identity = 'one'; AuditData = '{`"AppId`":`"$appId`"}' } }`n$($query.SearchUnifiedAuditLog)"
        @(& ([scriptblock]::Create($again))).Match | Should -Be 'App'
    }

    It 'reports that the query of Graph failed' {
        $text = (New-ExoMtAuditQuery @ids).GraphPowerShell
        $text = "try { $text } catch { `"caught: `$_`" }"
        "$((Invoke-GraphText -Text $text -Records $records -Ends 'failed').Found)" | Should -BeLike "caught: *'failed'*"
    }

    It 'searches the last day, in UTC' {
        $query = New-ExoMtAuditQuery -AppId $appId
        $query.EndDate.Offset | Should -Be ([timespan]::Zero)
        ($query.EndDate - $query.StartDate).TotalHours | Should -Be 24
        [Math]::Abs(($query.EndDate - [System.DateTimeOffset]::UtcNow).TotalMinutes) | Should -BeLessThan 2
    }

    It 'reads <Name> as <Says>' -ForEach @(
        @{ Name = 'a local DateTime'; Value = [datetime]::new(2026, 11, 20, 8, 0, 0, [System.DateTimeKind]::Utc).ToLocalTime(); Says = '2026-11-20 08:00:00Z' }
        @{ Name = 'a DateTime without zone'; Value = [datetime]::new(2026, 11, 20, 8, 0, 0, [System.DateTimeKind]::Unspecified); Says = '2026-11-20 08:00:00Z' }
        @{ Name = 'a DateTimeOffset'; Value = [System.DateTimeOffset]::new(2026, 11, 20, 8, 0, 0, [timespan]::FromHours(2)); Says = '2026-11-20 06:00:00Z' }
        @{ Name = 'a text with zone'; Value = '2026-11-20T08:00:00-05:00'; Says = '2026-11-20 13:00:00Z' }
        @{ Name = 'a text without zone'; Value = '2026-11-20 08:00'; Says = '2026-11-20 08:00:00Z' }
    ) {
        $query = New-ExoMtAuditQuery -AppId $appId -StartDate $Value -EndDate 2026-11-25
        $query.SearchUnifiedAuditLog | Should -BeLike "*'$Says'*"
        (New-ExoMtAuditQuery -AppId $appId -EndDate $Value).SearchUnifiedAuditLog | Should -Match "EndDate += '$Says'"
    }

    It 'writes dates the same way in every culture' {
        $before = [System.Threading.Thread]::CurrentThread.CurrentCulture
        $odd = [System.Globalization.CultureInfo]::InvariantCulture.Clone()
        $odd.DateTimeFormat.TimeSeparator = '.'
        $odd.DateTimeFormat.DateSeparator = '/'
        try {
            [System.Threading.Thread]::CurrentThread.CurrentCulture = $odd
            $query = New-ExoMtAuditQuery -AppId $appId -StartDate '2026-11-20 08:09:10' -EndDate '2026-11-21'
        }
        finally { [System.Threading.Thread]::CurrentThread.CurrentCulture = $before }
        $query.SearchUnifiedAuditLog | Should -BeLike "*'2026-11-20 08:09:10Z'*"
        $query.GraphPowerShell | Should -BeLike "*'2026-11-20T08:09:10Z'*"
    }

    It 'uses the endpoints of the cloud, and notes what it lacks' {
        $query = New-ExoMtAuditQuery -AppId $appId -Environment O365China
        $query.Environment | Should -Be 'China'
        $query.Notes -join ' ' | Should -BeLike '*21Vianet*nothing*worldwide cloud only*'
        $query.GraphPowerShell | Should -BeLike '*Connect-MgGraph -Environment China *https://microsoftgraph.chinacloudapi.cn/v1.0/*'
        $query = New-ExoMtAuditQuery -Token ([pscustomobject]@{ AppId = $appId; Environment = 'DoD' })
        $query.GraphPowerShell | Should -BeLike '*-Environment USGovDoD *https://dod-graph.microsoft.us/v1.0/*'
        (New-ExoMtAuditQuery -AppId $appId).Notes -join ' ' | Should -BeLike '*come late*Search-AdminAuditLog is retired*'
    }

    It 'explains how to read a record, also in its view' {
        $query = New-ExoMtAuditQuery @ids -Cmdlet Set-Mailbox
        foreach ($name in 'TokenObjectId', 'TokenTenantId', 'AppAccessContext.UniqueTokenId', 'UserType', 'UserId') { $query.Fields.Name | Should -Contain $name }
        $query | Out-String -Width 220 | Should -BeLike "*$tokenId*UTC*Set-Mailbox*UserId: *not verified*Search-AdminAuditLog*"
    }

    It 'refuses <Says>' -ForEach @(
        @{ More = @{ AppId = 'my app' }; Id = 'InvalidAppId'; Says = "-AppId*'my app'*" }
        @{ More = @{ ObjectId = '123' }; Id = 'InvalidId'; Says = "-ObjectId*'123'*" }
        @{ More = @{ AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; TenantId = 'contoso.com' }; Id = 'InvalidId'; Says = "-TenantId*'contoso.com'*" }
        @{ More = @{ TokenId = "x'; throw '1" }; Id = 'InvalidId'; Says = '-TokenId*' }
        @{ More = @{ TokenId = 'eyJ0' * 100 }; Id = 'InvalidId'; Says = '-TokenId: a text of 400 characters*' }
        @{ More = @{ TokenId = '' }; Id = 'InvalidId'; Says = '-TokenId*' }
        @{ More = @{ TenantId = '7e4a0001-1c2d-4e3f-8a5b-000000000001' }; Id = 'AuditSubjectMissing'; Says = '*no token id, object id or app id*' }
        @{ More = @{ Token = [pscustomobject]@{ Name = 'x' } }; Id = 'AuditSubjectMissing'; Says = '*no token id, object id or app id*' }
        @{ More = @{ Token = $null }; Id = 'AuditSubjectMissing'; Says = '*no token id, object id or app id*' }
        @{ More = @{ Token = [pscustomobject]@{ AppId = 'no' } }; Id = 'InvalidAppId'; Says = "-AppId*'no'*" }
        @{ More = @{ AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; Environment = 'Mars' }; Id = 'InvalidEnvironment'; Says = '*Mars*' }
        @{ More = @{ AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; StartDate = 'yesterday' }; Id = 'InvalidDate'; Says = "-StartDate*'yesterday'*" }
        @{ More = @{ AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; EndDate = $null }; Id = 'InvalidDate'; Says = '-EndDate*' }
        @{ More = @{ AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; StartDate = '2026-11-21'; EndDate = '2026-11-20' }; Id = 'InvalidDate'; Says = '*not before*' }
        @{ More = @{ AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; Cmdlet = 'Set-*' }; Id = 'InvalidCmdletName'; Says = "*'Set-[*]'*" }
        @{ More = @{ AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; Cmdlet = "Set-Mailbox'; throw '1" }; Id = 'InvalidCmdletName'; Says = '*not the name of a cmdlet*' }
    ) {
        $made = @()
        $failed = $null
        try { $made = @(New-ExoMtAuditQuery @More -ErrorAction Stop) } catch { $failed = $_ }
        $made.Count | Should -Be 0
        $failed.FullyQualifiedErrorId | Should -Be "ExoMt.$Id,New-ExoMtAuditQuery"
        $failed.Exception.Message | Should -BeLike $Says
        $failed.Exception.Message | Should -Not -BeLike '*eyJ0eyJ0*'
        $failed.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'continues after an object without ids' {
        $queries = @([pscustomobject]@{ Name = 'x' }, [pscustomobject]@{ AppId = $appId } | New-ExoMtAuditQuery -ErrorAction SilentlyContinue -ErrorVariable failed)
        $queries.AppId | Should -Be $appId
        $failed.Count | Should -Be 1
    }
}
