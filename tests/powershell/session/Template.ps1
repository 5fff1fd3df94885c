# Parses the scripts in a folder; src/template starts it. Writes for each file its name, its faults
# for PowerShell 7 or Windows PowerShell 5.1, and the kind and value of each token. Control
# characters separate them, because scripts contain none.
param([string] $Folder, [string] $Output)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../compatibility/Source.psm1'), (Join-Path $PSScriptRoot '../compatibility/Syntax.psm1')

$files = foreach ($path in [System.IO.Directory]::GetFiles($Folder, '*.ps1')) {
    $name = [System.IO.Path]::GetFileName($path)
    $script = Read-ScriptText -Name $name -Text ([System.IO.File]::ReadAllText($path))
    $tokens = foreach ($token in $script.Tokens) {
        $value = if ($token -is [System.Management.Automation.Language.StringLiteralToken]) { $token.Value } else { $token.Text }
        "$($token.Kind)" + [char]0x1f + $value
    }
    (@($name, (@(Get-SyntaxFault -Script $script) -join ' ')) + @($tokens)) -join [char]0x1e
}
[System.IO.File]::WriteAllText($Output, @($files) -join [char]0x1d)
