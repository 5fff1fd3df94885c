# Tests that a console of 80 columns shows everything that matters of each object, and shows nested
# objects as words.
BeforeDiscovery {
    $format = [xml][System.IO.File]::ReadAllText((Join-Path $env:EXOMT_TEST_MODULE 'ExoMt.Format.ps1xml'))
    $types = @($format.SelectNodes('//ViewSelectedBy/TypeName') | ForEach-Object { $_.InnerText } | Sort-Object -Unique | ForEach-Object { @{ Type = $_ } })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $app = New-SecretApp
    $long = 'a-customer-whose-name-is-rather-long.onmicrosoft.com'
    $principal = @{ appId = $app.AppId; objectId = [string][guid]::NewGuid(); roles = @('Exchange.ManageAsApp'); wids = @() }
    Invoke-Simulator -Method POST -Path tenants -Body @{ id = [string][guid]::NewGuid(); domains = @($long); servicePrincipals = @($principal) }
    $contoso = 'contoso.onmicrosoft.com'
    $token = Get-ExoMtToken -App $app -Organization $contoso
    $check = Get-ExoMtToken -App $app -Organization fabrikam.onmicrosoft.com -WarningAction SilentlyContinue | Test-ExoMtToken
    $readiness = @($contoso, $long | Test-ExoMtTenant -App $app -Probe -Ordered)
    $setup = Get-ExoMtAppSetup
    $query = $token | New-ExoMtAuditQuery -Cmdlet Set-Mailbox
    $advice = @(Get-ExoMtDirectoryRole -Task *)
    $things = @($token, $check, $setup, $query, $app) + $check.Findings + $token.DirectoryRoles + $readiness + $readiness.Rungs + $readiness.Rungs.Steps +
        $setup.Steps + $setup.Permissions + $query.Fields + $advice + $advice.DirectoryRoles + $advice.RoleGroups +
        (Get-ExoMtTokenCache) + (Get-ExoMtTokenCache).Tokens + ($token | ConvertFrom-ExoMtToken) + @(Get-ExoMtDirectoryRole | Sort-Object { $_.Name.Length } | Select-Object -Last 5) +
        (New-ExoMtConsentUrl -App $app -RedirectUri https://localhost) + (ConvertFrom-ExoMtConsentRedirect -Redirect 'https://localhost/?error=access_denied&error_description=AADSTS65004%3A+User+declined&state=s' -State s) +
        (Resolve-ExoMtError AADSTS700016) + @($contoso, $long | Resolve-ExoMtTenant -App $app) +
        [pscustomobject]@{ PSTypeName = 'ExoMt.Connection'; Organization = $long; TenantId = $token.TenantId; AppId = $app.AppId; Environment = 'Worldwide'; Resource = 'Exchange'; Prefix = ''; ConnectionId = [guid]::NewGuid(); ExpiresOn = $token.ExpiresOn; Verdict = 'Ready'; ModuleVersion = [version]'3.9.2' }

    function Get-Shown {
        # Returns what a console of 80 columns shows, without colors.
        param([object[]] $Thing, [scriptblock] $View = { $_ })
        ($Thing | ForEach-Object $View | Out-String -Width 80) -replace '\x1b\[[0-9;]*m'
    }

    function Get-Text {
        # Returns a text without spaces and line breaks, which wrapping adds.
        param([object] $Value)
        "$Value" -replace '\s'
    }

    function Get-Cell {
        # Returns the cells of a table with one row, by label. A wrapped cell spans several lines.
        param([string] $Shown)
        $lines = @($Shown -split '\r?\n' | Where-Object { $_ })
        $rule = 0..($lines.Count - 1) | Where-Object { $lines[$_] -match '^[- ]+$' } | Select-Object -First 1
        $columns = @([regex]::Matches($lines[$rule], '-+ *'))
        $cut = { param($Line, $Column) if ($Line.Length -gt $Column.Index) { $Line.Substring($Column.Index, [Math]::Min($Column.Length, $Line.Length - $Column.Index)) } }
        $cells = @{}
        foreach ($place in 0..($columns.Count - 1)) {
            # The rule under the last label is only as long as the label.
            $column = @{ Index = $columns[$place].Index; Length = if ($place -lt $columns.Count - 1) { $columns[$place].Length } else { 80 } }
            $label, $value = @(0..($rule - 1)), @(($rule + 1)..($lines.Count - 1)) | ForEach-Object { -join @($_ | ForEach-Object { (& $cut $lines[$_] $column) -replace '\s' }) }
            $cells[$label] = $value
        }
        $cells
    }

    # Matches what PowerShell shows for an object without a text form. Literals in scripts have
    # spaces.
    $unworded = '@\{\w+=|System\.(Object|Management)'
    # Columns that a table of 80 columns can't show.
    $beyond = @{ 'ExoMt.Tenant' = 'Region'; 'ExoMt.DirectoryRoleInfo' = 'TemplateId'; 'ExoMt.TokenCacheEntry' = 'AppId' }
}

Describe 'A view of <Type>' -ForEach $types {
    BeforeAll {
        $ours = @($things | Where-Object { $_.PSObject.TypeNames[0..1] -contains $Type })
        $views = @(([xml][System.IO.File]::ReadAllText((Join-Path $env:EXOMT_TEST_MODULE 'ExoMt.Format.ps1xml'))).SelectNodes("//View[ViewSelectedBy/TypeName='$Type']"))
    }

    It 'has an object to show' { $ours.Count | Should -BeGreaterThan 0 }

    It 'fits into 80 columns and cuts nothing off' {
        foreach ($thing in $ours) {
            $shown = Get-Shown $thing
            @($shown -split '\r?\n' | Where-Object { $_.Length -gt 80 }) | Should -BeNullOrEmpty
            $shown | Should -Not -Match ([char]0x2026)
            $shown | Should -Not -Match $unworded
            $flat = Get-Text $shown
            $cells = $null
            if ($views[0].SelectSingleNode('TableControl')) { $cells = Get-Cell $shown }
            foreach ($node in $views[0].SelectNodes('.//ListItem/PropertyName | .//TableColumnItem/PropertyName')) {
                $name = $node.InnerText
                if ($beyond[$Type] -eq $name) { continue }
                if ($cells) { $cells[$name] | Should -Be (Get-Text $thing.$name) -Because $name }
                else { $flat.Contains((Get-Text $thing.$name)) | Should -BeTrue -Because "$name is $($thing.$name)" }
            }
        }
    }

    It 'shows every column if there is room' {
        $shown = ($ours | Out-String -Width 250) -replace '\x1b\[[0-9;]*m'
        $shown | Should -Not -Match ([char]0x2026)
        foreach ($name in $beyond[$Type]) { if ($ours[0].$name) { $shown.Contains([string]$ours[0].$name) | Should -BeTrue } }
    }

    It 'shows words in every way to display an object' {
        foreach ($thing in $ours) {
            "$thing" | Should -Not -Match $unworded
            "$thing" | Should -Not -BeNullOrEmpty
            foreach ($view in { $_ | Format-List -Property * }, { $_ | Format-List -Property * -Force }, { $_ | Select-Object -Property * }, { [pscustomobject]@{ Thing = $_; More = $_, $_ } }, { $_ | Format-Table -Property * }) {
                Get-Shown $thing $view | Should -Not -Match $unworded
            }
        }
    }
}

Describe 'A table view' {
    It 'keeps related values on one line: <Name>' -ForEach @(
        @{ Name = 'a tenant'; Make = { Resolve-ExoMtTenant contoso.onmicrosoft.com -App $app }; Says = '(?m)^contoso\.onmicrosoft\.com +7e4a0001-1c2d-4e3f-8a5b-000000000001 Worldwide' }
        @{ Name = 'a ready tenant'; Make = { $readiness[0] }; Says = '(?m)^contoso\.onmicrosoft\.com +Ready' }
        @{ Name = 'a tenant that is not ready'; Make = { $readiness[1] }; Says = 'NotReady +DirectoryRole +Customer admin' }
    ) {
        Get-Shown (& $Make) | Should -Match $Says
    }
}
