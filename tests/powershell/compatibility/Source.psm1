# Reads the parts of the module that PowerShell parses.
Set-StrictMode -Version 3.0

function Read-ScriptText {
    # Parses a script of the module or a sample.
    param([string] $Name, [string] $Text, [int] $Offset = 0)

    $tokens = $null
    $failures = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref]$tokens, [ref]$failures)
    # All checks share one walk through the tree, because each walk is slow.
    $nodes = @($ast.FindAll({ $true }, $true))
    [pscustomobject]@{ Name = $Name; Ast = $ast; Nodes = $nodes; Tokens = $tokens; Errors = $failures; Offset = $Offset }
}

function Read-XmlScript {
    # Returns the scripts in a file of views or types, which are not parsed until they run.
    param([string] $Name, [string] $Path)

    $document = [System.Xml.Linq.XDocument]::Load($Path, [System.Xml.Linq.LoadOptions]::SetLineInfo)
    $line = [System.Xml.IXmlLineInfo].GetProperty('LineNumber')
    foreach ($element in $document.Descendants()) {
        if ($element.Name.LocalName -notin 'ScriptBlock', 'GetScriptBlock', 'SetScriptBlock', 'Script') { continue }
        Read-ScriptText -Name $Name -Text $element.Value -Offset ($line.GetValue($element) - 1)
    }
}

function Get-SourceFile {
    # Returns the files that Windows PowerShell reads as text.
    param([string] $Root)
    Get-ChildItem -Path $Root -Recurse -File | Where-Object { $_.Extension -in '.ps1', '.psm1', '.psd1', '.ps1xml' } | Sort-Object FullName
}

function Get-ModuleScript {
    # Returns all scripts of the module, including those in views and types.
    param([string] $Root)

    foreach ($file in Get-SourceFile -Root $Root) {
        $name = $file.FullName.Substring($Root.Length).Replace('\', '/').TrimStart('/')
        if ($file.Extension -eq '.ps1xml') { Read-XmlScript -Name $name -Path $file.FullName }
        else { Read-ScriptText -Name $name -Text ([System.IO.File]::ReadAllText($file.FullName)) }
    }
}

function Get-EncodingFault {
    # Returns a fault if a file is not ASCII but has no BOM: 5.1 would read it in the ANSI code
    # page.
    param([string] $Path)

    $bytes = [System.IO.File]::ReadAllBytes($Path)
    if ($bytes.Length -ge 3 -and $bytes[0] -eq 0xEF -and $bytes[1] -eq 0xBB -and $bytes[2] -eq 0xBF) { return }
    foreach ($byte in $bytes) {
        if ($byte -gt 0x7F) { return "$Path is neither ASCII nor UTF-8 with BOM" }
    }
}

Export-ModuleMember -Function Read-ScriptText, Get-SourceFile, Get-ModuleScript, Get-EncodingFault
