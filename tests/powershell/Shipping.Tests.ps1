# Tests what a user installs: manifest, help, views and completions of the assembled module. Also
# tests the rules for its source files.
BeforeDiscovery {
    $sources = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'powershell/ExoMt'
    $commands = @(Get-ChildItem -Path (Join-Path $sources 'Public') -Filter '*.ps1' | ForEach-Object { @{ Command = $_.BaseName } })
}

BeforeAll {
    if (-not $env:EXOMT_TEST_MODULE) { throw "EXOMT_TEST_MODULE is not set: run this by 'cargo test --test powershell'." }
    $root = Split-Path (Split-Path $PSScriptRoot)
    $sources = Join-Path $root 'powershell/ExoMt'
    $manifest = Import-PowerShellDataFile -Path (Join-Path $env:EXOMT_TEST_MODULE 'ExoMt.psd1')
    $public = @(Get-ChildItem -Path (Join-Path $sources 'Public') -Filter '*.ps1' | ForEach-Object { $_.BaseName } | Sort-Object)
    Import-Module $env:EXOMT_TEST_MODULE -Force

    function Get-Tree {
        # Returns the syntax tree of a file.
        param([string] $Path)
        [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref]$null, [ref]$null)
    }

    function Get-FunctionTree {
        # Returns the functions that a file defines at the top level.
        param([string] $Path)
        @((Get-Tree -Path $Path).FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $false))
    }

    function Get-FunctionFile {
        # Returns the files that define the module's functions.
        @('Private', 'Public' | ForEach-Object { Get-ChildItem -Path (Join-Path $sources $_) -Filter '*.ps1' -Recurse })
    }

    function Get-OwnParameter {
        # Returns a command's parameters without the common parameters of PowerShell.
        param([string] $Command)
        $block = (Get-FunctionTree -Path (Join-Path $sources "Public/$Command.ps1"))[0].Body.ParamBlock
        $names = @($block.Parameters | ForEach-Object { $_.Name.VariablePath.UserPath })
        $all = (Get-Command -Name $Command).Parameters
        $names | ForEach-Object { $all[$_] }
    }

    function Get-HelpText {
        # Joins the paragraphs of a help text.
        param([object] $Paragraph)
        (@($Paragraph | Where-Object { $null -ne $_ } | ForEach-Object { $_.Text }) -join ' ').Trim()
    }

    function Get-Completion {
        # Returns what the Tab key offers at the end of a line.
        param([string] $Line)
        [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches | ForEach-Object { $_.CompletionText }
    }

    function Test-SaysMore {
        # Returns whether a text says more than a name: "The app id" would not help with AppId.
        param([string] $Text, [string] $Name)
        $words = ($Text -replace '(?i)\b(the|a|an|of|this|parameter|specifies)\b', '') -replace '\W', ''
        $words.Length -gt 0 -and $words -ne ($Name -replace '\W', '')
    }
}

Describe 'The manifest' {
    It 'exports every function in Public/ by name' {
        $manifest.FunctionsToExport | Sort-Object | Should -Be $public
        foreach ($list in 'CmdletsToExport', 'VariablesToExport', 'AliasesToExport') {
            $manifest.ContainsKey($list) | Should -BeTrue
            @($manifest[$list]).Count | Should -Be 0
        }
        (Get-Module -Name ExoMt).ExportedCommands.Keys | Sort-Object | Should -Be $public
    }

    It 'has the version of the workspace' {
        $text = [System.IO.File]::ReadAllText((Join-Path $root 'Cargo.toml'))
        $text -match '(?s)\[workspace\.package\][^\[]*?\nversion = "([^"]+)"' | Should -BeTrue
        $manifest.ModuleVersion | Should -Be $Matches[1]
    }

    It 'declares the supported versions of PowerShell and .NET Framework' {
        $manifest.PowerShellVersion | Should -Be '5.1'
        $manifest.CompatiblePSEditions | Sort-Object | Should -Be 'Core', 'Desktop'
        $manifest.DotNetFrameworkVersion | Should -Be '4.7.2'
        [guid]$manifest.GUID | Should -Not -Be ([guid]::Empty)
    }

    It 'lists only files that are shipped' {
        $listed = @($manifest.RootModule) + @($manifest.TypesToProcess) + @($manifest.FormatsToProcess)
        $listed.Count | Should -Be 3
        foreach ($file in $listed) { Join-Path $env:EXOMT_TEST_MODULE $file | Should -Exist }
        foreach ($file in 'LICENSE', 'CHANGELOG.md') { Join-Path $env:EXOMT_TEST_MODULE $file | Should -Exist }
    }
}

Describe 'The functions' {
    It 'are defined one per file, named after the file' {
        foreach ($file in Get-FunctionFile) { (Get-FunctionTree -Path $file.FullName).Name | Should -Be $file.BaseName }
    }

    It 'are each shipped once' {
        $shipped = 'ExoMt.psm1', 'ExoMt.Token.ps1', 'ExoMt.Private.ps1' | ForEach-Object { (Get-FunctionTree -Path (Join-Path $env:EXOMT_TEST_MODULE $_)).Name }
        # Only the script module defines these two loaders.
        $written = @((Get-FunctionFile).BaseName) + 'Enter-ExoMtProcess' + 'Enter-ExoMtTokenProcess'
        $shipped -replace '^script:' | Sort-Object | Should -Be ($written | Sort-Object)
    }

    It 'have approved verbs that 5.1 approves too' {
        $groups = 'Common', 'Communications', 'Data', 'Diagnostic', 'Lifecycle', 'Other', 'Security'
        $verbs = foreach ($group in $groups) { ([psobject].Assembly.GetType("System.Management.Automation.Verbs$group").GetFields()).Name }
        # PowerShell 6 and 7 added these.
        $verbs = @($verbs | Where-Object { $_ -notin 'Build', 'Deploy' })
        foreach ($file in Get-FunctionFile) { $verbs -ccontains $file.BaseName.Split('-')[0] | Should -BeTrue -Because $file.BaseName }
    }
}

Describe 'The help of <Command>' -ForEach $commands {
    BeforeAll { $help = Get-Help -Name $Command -Full }

    It 'has a synopsis and a description that say more than the name' {
        Test-SaysMore -Text $help.Synopsis -Name $Command | Should -BeTrue
        $help.Synopsis | Should -Not -BeLike "*$Command*"
        (Get-HelpText -Paragraph $help.description).Length | Should -BeGreaterThan 60
    }

    It 'has examples, each with code and text' {
        $examples = @((Get-FunctionTree -Path (Join-Path $sources "Public/$Command.ps1"))[0].GetHelpContent().Examples)
        $examples.Count | Should -BeGreaterThan 0
        @($help.examples.example).Count | Should -Be $examples.Count
        foreach ($example in $examples) {
            $code, $text = $example.Trim() -split '\r?\n[ \t]*\r?\n', 2
            $code | Should -Match '\b\w+-ExoMt\w+'
            $text | Should -Match '(?s)^[A-Z].{15,}\.$' -Because $code
        }
        @($examples -like "*$Command*").Count | Should -BeGreaterThan 0
    }

    It 'explains each parameter' {
        foreach ($parameter in Get-OwnParameter -Command $Command) {
            $page = @($help.parameters.parameter | Where-Object { $_.name -eq $parameter.Name })
            $page.Count | Should -Be 1 -Because $parameter.Name
            $text = if ($page[0].PSObject.Properties['description']) { Get-HelpText -Paragraph $page[0].description } else { '' }
            Test-SaysMore -Text $text -Name $parameter.Name | Should -BeTrue -Because $parameter.Name
        }
    }

    It 'explains only parameters that exist' {
        $names = @(Get-OwnParameter -Command $Command | ForEach-Object { $_.Name })
        $content = (Get-FunctionTree -Path (Join-Path $sources "Public/$Command.ps1"))[0].GetHelpContent()
        $content.Parameters.Keys | Where-Object { $names -notcontains $_ } | Should -BeNullOrEmpty
    }

    It 'names the output type that the command declares' {
        $types = @((Get-Command -Name $Command).OutputType | ForEach-Object { $_.Name })
        if ($types.Count -eq 0) {
            $help.returnValues.returnValue.type.name | Should -BeLike 'None*'
            return
        }
        $types.Count | Should -Be 1
        # An export returns one of .NET's own types.
        if ($types[0] -notin 'System.String', 'System.IO.FileInfo') { $types[0] | Should -BeLike 'ExoMt.*' }
        $help.returnValues.returnValue.type.name | Should -BeLike "$($types[0]): *"
    }
}

Describe 'A help text that only repeats the name' {
    It 'is reported: <Text>' -ForEach @(
        @{ Text = 'The app id.'; Name = 'AppId'; More = $false }
        @{ Text = 'Specifies the AppId parameter.'; Name = 'AppId'; More = $false }
        @{ Text = ''; Name = 'AppId'; More = $false }
        @{ Text = 'The application id of your app.'; Name = 'AppId'; More = $true }
    ) {
        Test-SaysMore -Text $Text -Name $Name | Should -Be $More
    }
}

Describe 'The views' {
    It 'cover the output type of <Command>' -ForEach $commands {
        $format = [xml][System.IO.File]::ReadAllText((Join-Path $env:EXOMT_TEST_MODULE 'ExoMt.Format.ps1xml'))
        $shown = @($format.SelectNodes('/Configuration/ViewDefinitions/View/ViewSelectedBy/TypeName') | ForEach-Object { $_.InnerText })
        foreach ($type in (Get-Command -Name $Command).OutputType.Name) {
            if ($type -notin 'System.String', 'System.IO.FileInfo') { $shown | Should -Contain $type }
        }
    }
}

Describe 'The parameters of <Command>' -ForEach $commands {
    It 'have no validation that would show a secret' {
        foreach ($parameter in Get-OwnParameter -Command $Command) {
            if ($parameter.Name -in 'Environment', 'Resource' -or $parameter.ParameterType -eq [int]) { continue }
            $validations = @($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ValidateArgumentsAttribute] })
            $validations.Count | Should -Be 0 -Because $parameter.Name
        }
    }

    It 'accept a client secret and a password only as SecureString' {
        foreach ($parameter in Get-OwnParameter -Command $Command) {
            if ($parameter.Name -notin 'ClientSecret', 'CertificatePassword') { continue }
            $names = @($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.PSTypeNameAttribute] } | ForEach-Object { $_.PSTypeName })
            if ($parameter.ParameterType -ne [securestring]) { $names | Should -Be 'System.Security.SecureString' -Because $parameter.Name }
        }
    }
}

Describe 'A secret passed as text' {
    It 'is an error that does not repeat it: <Command> -<Parameter>' -ForEach @(
        @{ Command = 'New-ExoMtApp'; Parameter = 'ClientSecret'; More = @{} }
        @{ Command = 'New-ExoMtApp'; Parameter = 'CertificatePassword'; More = @{ CertificatePath = 'app.pfx' } }
        @{ Command = 'Connect-ExoMtTenant'; Parameter = 'CertificatePassword'; More = @{ Organization = 'contoso.com'; CertificatePath = 'app.pfx' } }
        @{ Command = 'Get-ExoMtToken'; Parameter = 'CertificatePassword'; More = @{ Organization = 'contoso.com'; CertificatePath = 'app.pfx' } }
    ) {
        $secret = @{ $Parameter = 'not-to-be-seen' }
        $failure = $null
        try { & $Command -AppId ([guid]::NewGuid()) @More @secret } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -Be "MismatchedPSTypeName,$Command"
        $failure | Out-String | Should -Not -BeLike '*not-to-be-seen*'
    }
}

Describe 'A hashtable for the library' {
    It 'is written as JSON, whatever characters its texts contain' {
        $odd = (-join [char[]](0..31)) + '"\/' + [char]0x7F + [char]0xE9 + [char]0x2028 + '</script>'
        $table = @{ odd = $odd; empty = ''; none = $null; yes = $true; no = $false; number = -17; inner = @{ path = 'C:\new "folder"' } }
        $json = & (Get-Module ExoMt) { Enter-ExoMtProcess; [System.Text.Encoding]::UTF8.GetString((ConvertTo-JsonBytes -Value $args[0])) } $table
        $read = ConvertFrom-Json -InputObject $json
        $read.odd | Should -BeExactly $odd
        $read.empty | Should -BeExactly ''
        $read.none | Should -Be $null
        $read.yes | Should -BeTrue
        $read.no | Should -BeFalse
        $read.number | Should -Be -17
        $read.inner.path | Should -BeExactly 'C:\new "folder"'
        @($read.PSObject.Properties).Count | Should -Be $table.Count
    }
}

Describe 'Failures of the module itself' {
    It 'have one category for each name' {
        $categories = @{}
        foreach ($file in Get-FunctionFile) {
            $calls = (Get-Tree -Path $file.FullName).FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -eq 'New-ExoMtFailure' }, $true)
            foreach ($call in $calls) {
                $given = @{}
                for ($index = 1; $index -lt $call.CommandElements.Count - 1; $index++) {
                    $element = $call.CommandElements[$index]
                    if ($element -is [System.Management.Automation.Language.CommandParameterAst]) { $given[$element.ParameterName] = $call.CommandElements[$index + 1].Extent.Text }
                }
                $given.Name | Should -Match "^'\w+'$" -Because $file.Name
                if ($categories.ContainsKey($given.Name)) { $given.Category | Should -Be $categories[$given.Name] -Because $given.Name }
                $categories[$given.Name] = $given.Category
            }
        }
        $categories.Count | Should -BeGreaterThan 5
        # PowerShell would silently replace an unknown category by NotSpecified.
        foreach ($category in $categories.Values) {
            if ($category -notlike '$*') { [System.Enum]::GetNames([System.Management.Automation.ErrorCategory]) | Should -Contain $category.Trim("'") }
        }
    }
}

Describe 'Completion' {
    It 'offers <Gives> for: <Line>' -ForEach @(
        @{ Line = 'New-ExoMtApp -Environment GCC'; Gives = 'GCC', 'GCCHigh' }
        @{ Line = 'Get-ExoMtToken -Environment GCC'; Gives = 'GCC', 'GCCHigh' }
        @{ Line = 'Test-ExoMtToken -Environment GCC'; Gives = 'GCC', 'GCCHigh' }
        @{ Line = 'New-ExoMtApp -Environment gcch'; Gives = @('GCCHigh') }
        @{ Line = 'Get-ExoMtToken -Resource C'; Gives = @('Compliance') }
        @{ Line = 'Test-ExoMtToken -Resource C'; Gives = @('Compliance') }
        @{ Line = 'Get-ExoMtToken -Resource '; Gives = 'Compliance', 'Exchange', 'Graph' }
        @{ Line = 'Get-ExoMtDirectoryRole -Task R'; Gives = 'ReadOnly', 'Recipients', 'Retention' }
    ) {
        Get-Completion -Line $Line | Sort-Object | Should -Be $Gives
    }

    It 'exists for each parameter with a fixed set of names' {
        foreach ($command in $public) {
            foreach ($parameter in Get-OwnParameter -Command $command) {
                $completers = @($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ArgumentCompleterAttribute] })
                $completers.Count | Should -Be ([int]($parameter.Name -in 'Environment', 'Form', 'Resource', 'CertificateThumbprint', 'Task')) -Because "$command -$($parameter.Name)"
            }
        }
    }
}
