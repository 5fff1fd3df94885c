# Finds syntax that Windows PowerShell 5.1 lacks in what PowerShell 7 has parsed.
Set-StrictMode -Version 3.0

$script:NewTokens = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr'
$script:NewNodes = 'TernaryExpressionAst', 'PipelineChainAst', 'UsingExpressionAst'

function Get-NodeValue {
    # Nodes got some of these properties only in 7.3, and this has to run on 7.2 too.
    param([object] $Node, [string] $Property)
    $found = $Node.PSObject.Properties[$Property]
    if ($null -ne $found) { $found.Value }
}

function Test-ScriptReplacement {
    # 5.1 takes a script block after -replace for a text, without a word.
    param([object] $Node)
    if ($Node -isnot [System.Management.Automation.Language.BinaryExpressionAst] -or "$($Node.Operator)" -notmatch '^[IC]replace$') { return $false }
    $right = $Node.Right
    if ($right -is [System.Management.Automation.Language.ArrayLiteralAst]) { $right = $right.Elements[-1] }
    $right -is [System.Management.Automation.Language.ScriptBlockExpressionAst]
}

function Test-CharacterRange {
    # 'a'..'z' parses everywhere, but 5.1 fails on it when it runs.
    param([object] $Node)
    if ($Node -isnot [System.Management.Automation.Language.BinaryExpressionAst] -or "$($Node.Operator)" -ne 'DotDot') { return $false }
    $Node.Left -is [System.Management.Automation.Language.StringConstantExpressionAst]
}

function Get-NodeSyntax {
    # The parser says by the node's kind what older parsers refuse.
    param([object] $Node)
    if ($script:NewNodes -contains $Node.GetType().Name) { $Node.GetType().Name }
    if (Get-NodeValue -Node $Node -Property 'Background') { 'background &' }
    if (Get-NodeValue -Node $Node -Property 'CleanBlock') { 'clean block' }
    if (Get-NodeValue -Node $Node -Property 'GenericTypeArguments') { 'type arguments of a method' }
    if (Test-ScriptReplacement -Node $Node) { '-replace with a script block' }
    if (Test-CharacterRange -Node $Node) { 'range of characters' }
}

function Get-TokenSyntax {
    # Some syntax leaves no trace in the tree: only the tokens tell it.
    param([object] $Token, [object] $Before)
    $kind = "$($Token.Kind)"
    if ($script:NewTokens -contains $kind) { "operator $($Token.Text)" }
    if ($kind -eq 'Pipe' -and $null -ne $Before -and "$($Before.Kind)" -in 'NewLine', 'Comment') { 'pipe at the start of a line' }
    if ($kind -eq 'Number' -and $Token.Text -match '^[-+]?0b|(uy|us|ul|un|u|y|s|n)([kmgtp]b)?$') { "number $($Token.Text)" }
    if ($kind -like '*StringExpandable' -and $Token.Text -match '(?<!`)(``)*`(e|u\{)') { "escape $($Matches[2])" }
}

function Get-RequirementSyntax {
    # A script that asks for a newer PowerShell does not start in 5.1.
    param([object] $Ast)
    $needs = $Ast.ScriptRequirements
    if ($null -eq $needs) { return }
    if ($needs.RequiredPSVersion -gt [version]'5.1') { "#Requires -Version $($needs.RequiredPSVersion)" }
    if ($needs.RequiredPSEditions.Count -gt 0 -and $needs.RequiredPSEditions -notcontains 'Desktop') { '#Requires -PSEdition' }
}

function Get-SyntaxFault {
    # One list for whoever asks, whichever of the three ways tells it.
    param([object] $Script)

    foreach ($failure in $Script.Errors) { "$($Script.Name):$($failure.Extent.StartLineNumber + $Script.Offset): does not parse: $($failure.Message)" }
    foreach ($what in Get-RequirementSyntax -Ast $Script.Ast) { "$($Script.Name):1: 5.1 lacks this: $what" }
    foreach ($node in $Script.Nodes) {
        foreach ($what in Get-NodeSyntax -Node $node) { "$($Script.Name):$($node.Extent.StartLineNumber + $Script.Offset): 5.1 lacks this: $what" }
    }
    $before = $null
    foreach ($token in $Script.Tokens) {
        foreach ($what in Get-TokenSyntax -Token $token -Before $before) { "$($Script.Name):$($token.Extent.StartLineNumber + $Script.Offset): 5.1 lacks this: $what" }
        $before = $token
    }
}

Export-ModuleMember -Function Get-SyntaxFault
