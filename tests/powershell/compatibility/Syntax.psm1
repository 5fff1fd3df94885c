# Finds syntax that Windows PowerShell 5.1 lacks in scripts that PowerShell 7 has parsed.
Set-StrictMode -Version 3.0

$script:NewTokens = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr'
$script:NewNodes = 'TernaryExpressionAst', 'PipelineChainAst', 'UsingExpressionAst'

function Get-NodeValue {
    # Returns a property of a node, or nothing. Some exist only since 7.3, and this must run on 7.2.
    param([object] $Node, [string] $Property)
    $found = $Node.PSObject.Properties[$Property]
    if ($null -ne $found) { $found.Value }
}

function Test-ScriptReplacement {
    # Returns whether -replace has a script block, which 5.1 silently treats as text.
    param([object] $Node)
    if ($Node -isnot [System.Management.Automation.Language.BinaryExpressionAst] -or "$($Node.Operator)" -notmatch '^[IC]replace$') { return $false }
    $right = $Node.Right
    if ($right -is [System.Management.Automation.Language.ArrayLiteralAst]) { $right = $right.Elements[-1] }
    $right -is [System.Management.Automation.Language.ScriptBlockExpressionAst]
}

function Test-CharacterRange {
    # Returns whether a node is a range such as 'a'..'z', which 5.1 parses but can't run.
    param([object] $Node)
    if ($Node -isnot [System.Management.Automation.Language.BinaryExpressionAst] -or "$($Node.Operator)" -ne 'DotDot') { return $false }
    $Node.Left -is [System.Management.Automation.Language.StringConstantExpressionAst]
}

function Get-NodeSyntax {
    # Returns the newer syntax that a node contains.
    param([object] $Node)
    if ($script:NewNodes -contains $Node.GetType().Name) { $Node.GetType().Name }
    if (Get-NodeValue -Node $Node -Property 'Background') { 'background &' }
    if (Get-NodeValue -Node $Node -Property 'CleanBlock') { 'clean block' }
    if (Get-NodeValue -Node $Node -Property 'GenericTypeArguments') { 'type arguments of a method' }
    if (Test-ScriptReplacement -Node $Node) { '-replace with a script block' }
    if (Test-CharacterRange -Node $Node) { 'range of characters' }
}

function Get-TokenSyntax {
    # Returns the newer syntax that only the tokens show, because the tree has no trace of it.
    param([object] $Token, [object] $Before)
    $kind = "$($Token.Kind)"
    if ($script:NewTokens -contains $kind) { "operator $($Token.Text)" }
    if ($kind -eq 'Pipe' -and $null -ne $Before -and "$($Before.Kind)" -in 'NewLine', 'Comment') { 'pipe at the start of a line' }
    if ($kind -eq 'Number' -and $Token.Text -match '^[-+]?0b|(uy|us|ul|un|u|y|s|n)([kmgtp]b)?$') { "number $($Token.Text)" }
    if ($kind -like '*StringExpandable' -and $Token.Text -match '(?<!`)(``)*`(e|u\{)') { "escape $($Matches[2])" }
}

function Get-RequirementSyntax {
    # Returns a #Requires statement that keeps a script from starting in 5.1.
    param([object] $Ast)
    $needs = $Ast.ScriptRequirements
    if ($null -eq $needs) { return }
    if ($needs.RequiredPSVersion -gt [version]'5.1') { "#Requires -Version $($needs.RequiredPSVersion)" }
    if ($needs.RequiredPSEditions.Count -gt 0 -and $needs.RequiredPSEditions -notcontains 'Desktop') { '#Requires -PSEdition' }
}

function Get-SyntaxFault {
    # Returns everything in a script that 5.1 lacks, from nodes, tokens and requirements.
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
