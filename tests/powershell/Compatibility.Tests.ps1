# Tests that the module can run on Windows PowerShell 5.1, which the test computers don't have:
# compares what its scripts use with compatibility/AllowList.psd1.
BeforeAll {
    $data = Join-Path $PSScriptRoot 'compatibility'
    Import-Module (Join-Path $data 'Checker.psm1'), (Join-Path $data 'Header.psm1') -Force
    $root = Split-Path (Split-Path $PSScriptRoot)
    $module = Join-Path $root 'powershell/ExoMt'
    $listPath = Join-Path $data 'AllowList.psd1'
    $list = Import-PowerShellDataFile -Path $listPath
    $scripts = @(Get-ModuleScript -Root $module)
    $context = Get-Context -Scripts $scripts
    $known = Get-KnownUse -AllowList $list -Context $context

    function Get-SampleFault {
        # Checks a sample in the same way as the module.
        param([string] $Text, [string] $Name = 'sample.ps1')
        @(Get-Fault -Script (Read-ScriptText -Name $Name -Text $Text) -Known $known -Context $context)
    }
}

Describe 'The module on Windows PowerShell 5.1' {
    It 'has scripts to check, also in views and types' {
        $scripts.Count | Should -BeGreaterThan 50
        @($scripts | Where-Object Name -EQ 'ExoMt.Format.ps1xml').Count | Should -BeGreaterThan 3
        @($scripts | Where-Object Name -EQ 'ExoMt.Types.ps1xml').Count | Should -BeGreaterThan 20
        @($scripts | Where-Object Name -EQ 'ExoMt.psm1').Count | Should -Be 1
    }

    It 'uses only syntax, types, members, commands and variables that exist there' {
        $faults = @(foreach ($script in $scripts) { Get-Fault -Script $script -Known $known -Context $context })
        $faults -join "`n" | Should -BeNullOrEmpty
    }

    It 'is ASCII, or UTF-8 with BOM' {
        $faults = @(Get-SourceFile -Root $module | ForEach-Object { Get-EncodingFault -Path $_.FullName })
        $faults -join "`n" | Should -BeNullOrEmpty
    }
}

Describe 'The allow list' {
    It 'has no unused entry' {
        Get-UnusedEntry -Scripts $scripts -AllowList $list -Context $context | Should -BeNullOrEmpty
    }

    It 'is sorted and ASCII' {
        $script = Read-ScriptText -Name 'AllowList.psd1' -Text ([System.IO.File]::ReadAllText($listPath))
        Get-UnsortedEntry -Script $script | Should -BeNullOrEmpty
        @([System.IO.File]::ReadAllBytes($listPath) | Where-Object { $_ -gt 0x7F }).Count | Should -Be 0
    }

    It 'would be reported for an unused <Section>' -ForEach @(
        @{ Section = 'Types'; Content = @('string', 'System.Uri'); Entry = 'Types/System.Uri' }
        @{ Section = 'StaticMembers'; Content = @('System.Array::Clear(1)'); Entry = 'StaticMembers/System.Array::Clear(1)' }
        @{ Section = 'Methods'; Content = @{ 'PadLeft(1)' = 'System.String' }; Entry = 'Methods/PadLeft(1)' }
        @{ Section = 'Commands'; Content = @{ 'Get-Date' = @() }; Entry = 'Commands/Get-Date' }
        @{ Section = 'Commands'; Content = @{ 'ConvertFrom-Json' = @('AsHashtable') }; Entry = 'Commands/ConvertFrom-Json -AsHashtable' }
        @{ Section = 'Variables'; Content = @('_', 'PSEdition'); Entry = 'Variables/PSEdition' }
        @{ Section = 'DataNames'; Content = @('nobodyHasThis'); Entry = 'DataNames/nobodyHasThis' }
    ) {
        Get-UnusedEntry -Scripts $scripts -AllowList @{ $Section = $Content } -Context $context | Should -Be $Entry
    }

    It 'would be reported if it were unsorted' {
        Get-UnsortedEntry -Script (Read-ScriptText -Name 'list' -Text "@{ a = @('x', 'y', 'y'); c = 1; b = 2 }") | Should -Be 'b', 'y'
    }
}

Describe 'A sample that uses what 5.1 lacks' {
    It 'is reported: <Text>' -ForEach @(
        @{ Text = '$a = $null; $a ?? 1'; Says = '*operator [?][?]*' }
        @{ Text = '$a = $null; $a ??= 1'; Says = '*operator [?][?]=*' }
        @{ Text = '$a = ""; ${a}?.Length'; Says = '*operator [?].*' }
        @{ Text = '$a = ""; ${a}?[0]'; Says = '*operator [?][[]*' }
        @{ Text = '$a = $true; $a ? 1 : 2'; Says = '*TernaryExpressionAst*' }
        @{ Text = 'Get-ChildItem && Get-Module'; Says = '*PipelineChainAst*' }
        @{ Text = 'Get-ChildItem || Get-Module'; Says = '*PipelineChainAst*' }
        @{ Text = 'Get-ChildItem &'; Says = '*background &*' }
        @{ Text = 'function f { clean { } }'; Says = '*clean*' }
        @{ Text = '$a = 1; & { $using:a }'; Says = '*UsingExpressionAst*' }
        @{ Text = "Get-ChildItem`n| ForEach-Object { 1 }"; Says = '*:2: *pipe at the start of a line*' }
        @{ Text = '1uy'; Says = '*number 1uy*' }
        @{ Text = '0b101'; Says = '*number 0b101*' }
        @{ Text = '"`e[0m"'; Says = '*escape e*' }
        @{ Text = '"`u{20ac}"'; Says = '*escape u*' }
        @{ Text = '"a" -replace "a", { "b" }'; Says = '*-replace with a script block*' }
        @{ Text = '"a".."z"'; Says = '*range of characters*' }
        @{ Text = '"a".."z'; Says = '*does not parse*' }
        @{ Text = "#Requires -Version 7.2`n1"; Says = '*#Requires -Version 7.2*' }
        @{ Text = "#Requires -PSEdition Core`n1"; Says = '*#Requires -PSEdition*' }
        @{ Text = '$p = 1; [System.Runtime.InteropServices.Marshal]::PtrToStringUTF8($p)'; Says = '*Marshal::PtrToStringUTF8(1)*' }
        @{ Text = '$a = 1; [System.Array]::Clear($a)'; Says = '*System.Array::Clear(1)*' }
        @{ Text = '[System.Environment]::ProcessPath'; Says = '*System.Environment::ProcessPath*' }
        @{ Text = '[short]1'; Says = '*short*(Types)*' }
        @{ Text = '[System.Runtime.InteropServices.NativeLibrary].Name'; Says = '*NativeLibrary*(Types)*' }
        @{ Text = '[System.Collections.Generic.List[System.Half]]::new()'; Says = '*System.Half*(Types)*' }
        @{ Text = 'try { 1 } catch [System.Text.Json.JsonException] { 2 }'; Says = '*JsonException*(Types)*' }
        @{ Text = 'function f { param([ValidateNotNullOrWhiteSpace()] $x) $x }'; Says = '*ValidateNotNullOrWhiteSpace*(Types)*' }
        @{ Text = 'function f { param([Parameter(Newer)] $x) $x }'; Says = '*Parameter(Newer)*' }
        @{ Text = '$t = @{}; $t.AddOrUpdate(1, 2)'; Says = '*AddOrUpdate(2)*(Methods)*' }
        @{ Text = '$t = ""; $t.Contains("a", [System.StringComparison]::OrdinalIgnoreCase)'; Says = '*Contains(2)*(Methods)*' }
        @{ Text = '$c = 1; $c.SerialNumberBytes'; Says = '*SerialNumberBytes*(Properties)*' }
        @{ Text = 'Get-Content x -AsByteStream'; Says = '*Get-Content -AsByteStream*' }
        @{ Text = 'Get-Content x'; Says = '*Get-Content *(Commands)*' }
        @{ Text = '1 | ForEach-Object -Parallel { 1 }'; Says = '*ForEach-Object -Parallel*' }
        @{ Text = 'ConvertFrom-Json -InputObject "{}" -AsHashtable'; Says = '*ConvertFrom-Json -AsHashtable*' }
        @{ Text = '$p = @{}; ConvertTo-Json @p'; Says = '*ConvertTo-Json @p*' }
        @{ Text = 'Get-LookupOption -Application 1'; Says = '*Get-LookupOption -Application*' }
        @{ Text = '$PSStyle.Reset'; Says = '*PSStyle*(Variables)*' }
        @{ Text = 'if ($IsMacOS) { 1 }'; Says = '*IsMacOS*(Variables)*' }
        @{ Text = "if (`$env:OS -eq 'Windows_NT') { 1 }`nif (`$IsMacOS) { 2 }"; Says = '*:2: IsMacOS*(Variables)*' }
        @{ Text = "if (`$IsMacOS) { 2 }`nif (`$env:OS -eq 'Windows_NT') { return 1 }"; Says = '*:1: IsMacOS*(Variables)*' }
        @{ Text = '$script:Missing'; Says = '*script:Missing*(Variables)*' }
        @{ Text = '$script:Native::exomt_app_drop(1)'; Says = '*exomt_app_drop(in)*(NativeCalls)*' }
        @{ Text = '$script:Native::exomt_app_free(1, 2)'; Says = '*exomt_app_free(in in)*(NativeCalls)*' }
        @{ Text = '$h = 1; $e = 1; $script:Native::exomt_app_describe_record($h, $h, [ref]$e)'; Says = '*exomt_app_describe_record(in in ref)*(NativeCalls)*' }
    ) {
        $faults = Get-SampleFault -Text $Text
        @($faults -like $Says).Count | Should -BeGreaterThan 0 -Because ($faults -join '; ')
    }

    It 'is reported for a newer key of a manifest' {
        Get-SampleFault -Name 'sample.psd1' -Text "@{ ModuleVersion = '1.0'; Newer = 1; PrivateData = @{ Other = 2 } }" | Should -Be 'sample.psd1:1: Newer is not known to exist (ManifestKeys)'
    }

    It 'is reported for a file that is neither ASCII nor marked as UTF-8' {
        $text = 'param() "gr' + [char]0xFC + 'n"'
        foreach ($mark in $true, $false) {
            $path = Join-Path $TestDrive "mark-$mark.ps1"
            [System.IO.File]::WriteAllText($path, $text, [System.Text.UTF8Encoding]::new($mark))
            @(Get-EncodingFault -Path $path).Count | Should -Be $(if ($mark) { 0 } else { 1 })
        }
    }

    It 'is not reported if 5.1 has all it uses: <Text>' -ForEach @(
        @{ Text = '$a = [byte[]]::new(3); [System.Array]::Clear($a, 0, $a.Length)' }
        @{ Text = 'foreach ($a in 1..3) { "$a`t$(Get-ChildItem -Path "x" | ForEach-Object { $_.FullName })" }' }
        @{ Text = "if (`$env:OS -eq 'Windows_NT') { return 1 }`nif (`$IsMacOS) { 2 }" }
        @{ Text = '& $args[0] @args' }
        @{ Text = '$x, $y = 0x1e, 10kb; "b" -replace "b", "c"; $x; $y' }
        @{ Text = '$h = 1; $e = 1; $script:Native::exomt_app_describe_record($h, [ref]$h, [ref]$e)' }
        @{ Text = 'function f { begin { 1 } process { $_ } end { 2 } }; f' }
    ) {
        # The context includes what the text itself defines.
        $script = Read-ScriptText -Name 'sample.ps1' -Text $Text
        $own = Get-Context -Scripts ($scripts + $script)
        Get-Fault -Script $script -Known (Get-KnownUse -AllowList $list -Context $own) -Context $own | Should -BeNullOrEmpty
    }
}

Describe 'The C functions that the module declares' {
    BeforeAll {
        . (Join-Path $module 'Private/native/Get-NativeMethod.ps1')
        $methods = Get-NativeMethod
        $prototypes = Get-HeaderPrototype -Path (Join-Path $root 'include/exomt.h')
    }

    It 'have the parameters of the prototypes in the header' {
        $methods.Count | Should -BeGreaterThan 20
        @(Get-SignatureFault -Prototypes $prototypes -Methods $methods) -join "`n" | Should -BeNullOrEmpty
    }

    It 'include a version function without parameters that returns a number' {
        $prototypes['exomt_abi_version'].Types | Should -Be ''
        $prototypes['exomt_abi_version'].Returns | Should -Be 'uint32_t'
    }

    It 'are compared with every prototype of the header' {
        $lines = @(Get-Content -Path (Join-Path $root 'include/exomt.h') | Where-Object { $_ -match '^\w+ exomt_\w+\(' })
        $prototypes.Count | Should -Be $lines.Count
    }

    It 'are reported if they differ: <Method>' -ForEach @(
        @{ Method = 'exomt_app_free'; Types = @([uint32]); Says = '*exomt_app_free accepts (System.UInt64), but is called with (System.UInt32)*' }
        @{ Method = 'exomt_app_free'; Types = @(); Says = '*exomt_app_free accepts*' }
        @{ Method = 'exomt_buffer_read'; Types = @([uint64], [intptr], [uint32].MakeByRefType()); Says = '*exomt_buffer_read accepts*' }
        @{ Method = 'exomt_buffer_read'; Types = @([uint64], [intptr[]], [uint32[]]); Says = '*exomt_buffer_read accepts*' }
        @{ Method = 'exomt_app_drop'; Types = @([uint64]); Says = '*exomt_app_drop is not in exomt.h*' }
        @{ Method = 'exomt_abi_version'; Types = @(); Says = '*exomt_abi_version returns uint32_t*' }
    ) {
        Get-SignatureFault -Prototypes $prototypes -Methods @{ $Method = [type[]]$Types } | Should -BeLike $Says
    }
}
