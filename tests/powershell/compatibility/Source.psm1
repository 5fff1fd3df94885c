# Reads what of the module a PowerShell will parse.
Set-StrictMode -Version 3.0

function Read-ScriptText {
    # Planted samples and the module's files go the same way from here on.
    param([string] $Name, [string] $Text, [int] $Offset = 0)

    $tokens = $null
    $failures = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref]$tokens, [ref]$failures)
    # One walk through the tree for all the checks: each walk calls back for every node.
    $nodes = @($ast.FindAll({ $true }, $true))
    [pscustomobject]@{ Name = $Name; Ast = $ast; Nodes = $nodes; Tokens = $tokens; Errors = $failures; Offset = $Offset }
}

function Read-XmlScript {
    # Views and types hold scripts that no parser sees before they run.
    param([string] $Name, [string] $Path)

    $document = [System.Xml.Linq.XDocument]::Load($Path, [System.Xml.Linq.LoadOptions]::SetLineInfo)
    $line = [System.Xml.IXmlLineInfo].GetProperty('LineNumber')
    foreach ($element in $document.Descendants()) {
        if ($element.Name.LocalName -notin 'ScriptBlock', 'GetScriptBlock', 'SetScriptBlock', 'Script') { continue }
        Read-ScriptText -Name $Name -Text $element.Value -Offset ($line.GetValue($element) - 1)
    }
}

function Get-SourceFile {
    # All that Windows PowerShell reads as text.
    param([string] $Root)
    Get-ChildItem -Path $Root -Recurse -File | Where-Object { $_.Extension -in '.ps1', '.psm1', '.psd1', '.ps1xml' } | Sort-Object FullName
}

function Get-ModuleScript {
    # One kind of object, wherever a script stands.
    param([string] $Root)

    foreach ($file in Get-SourceFile -Root $Root) {
        $name = $file.FullName.Substring($Root.Length).Replace('\', '/').TrimStart('/')
        if ($file.Extension -eq '.ps1xml') { Read-XmlScript -Name $name -Path $file.FullName }
        else { Read-ScriptText -Name $name -Text ([System.IO.File]::ReadAllText($file.FullName)) }
    }
}

function Get-EncodingFault {
    # 5.1 reads a file without BOM in the computer's ANSI code page.
    param([string] $Path)

    $bytes = [System.IO.File]::ReadAllBytes($Path)
    if ($bytes.Length -ge 3 -and $bytes[0] -eq 0xEF -and $bytes[1] -eq 0xBB -and $bytes[2] -eq 0xBF) { return }
    foreach ($byte in $bytes) {
        if ($byte -gt 0x7F) { return "$Path is neither ASCII nor UTF-8 with BOM" }
    }
}

Export-ModuleMember -Function Read-ScriptText, Get-SourceFile, Get-ModuleScript, Get-EncodingFault
