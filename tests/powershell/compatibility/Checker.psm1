# Compares what the module's scripts use with AllowList.psd1, which lists only what Windows
# PowerShell 5.1 on .NET Framework 4.7.2 has.
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'Source.psm1'), (Join-Path $PSScriptRoot 'Syntax.psm1')

# 5.1 does not set these variables, so reading one is an error in strict mode.
$script:NewVariables = 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR'

function New-Use {
    # Creates a use: what a script uses, in the section of the list that must contain it.
    param([string] $Section, [string] $Name, [object] $Script, [object] $Node)
    [pscustomobject]@{ Section = $Section; Name = $Name; Place = "$($Script.Name):$($Node.Extent.StartLineNumber + $Script.Offset)" }
}

function Get-TypeName {
    # Returns the names of a type. Each part of a generic or array type has to exist.
    param([object] $TypeName)

    if ($TypeName -is [System.Management.Automation.Language.ArrayTypeName]) { Get-TypeName -TypeName $TypeName.ElementType }
    elseif ($TypeName -is [System.Management.Automation.Language.GenericTypeName]) {
        Get-TypeName -TypeName $TypeName.TypeName
        foreach ($argument in $TypeName.GenericArguments) { Get-TypeName -TypeName $argument }
    }
    else { $TypeName.FullName }
}

function Get-OwnerName {
    # Returns the name of the type that owns a member: for a generic type, the type without
    # arguments.
    param([object] $TypeName)
    if ($TypeName -is [System.Management.Automation.Language.GenericTypeName]) { $TypeName.TypeName.FullName } else { $TypeName.FullName }
}

function Get-TypeUse {
    # Returns the types that a script uses in expressions, casts, parameters, catches and
    # attributes.
    param([object] $Script)

    foreach ($node in $Script.Nodes) {
        $named = $node -is [System.Management.Automation.Language.TypeExpressionAst] -or $node -is [System.Management.Automation.Language.AttributeBaseAst]
        if (-not $named) { continue }
        foreach ($name in Get-TypeName -TypeName $node.TypeName) { New-Use -Section 'Types' -Name $name -Script $Script -Node $node }
        if ($node -isnot [System.Management.Automation.Language.AttributeAst]) { continue }
        foreach ($argument in $node.NamedArguments) {
            New-Use -Section 'AttributeArguments' -Name "$($node.TypeName.FullName)($($argument.ArgumentName))" -Script $Script -Node $argument
        }
    }
}

function Get-MemberName {
    # Returns a member's name, with the number of arguments, because newer overloads often differ in
    # it.
    param([object] $Node)

    if ($Node.Member -isnot [System.Management.Automation.Language.StringConstantExpressionAst]) { return }
    $name = $Node.Member.Value
    if ($Node -isnot [System.Management.Automation.Language.InvokeMemberExpressionAst]) { return $name }
    "$name($(@($Node.Arguments | Where-Object { $null -ne $_ }).Count))"
}

function Get-NativeCall {
    # Returns a call of a C function with how each argument is passed. A wrong [ref] would crash the
    # process without an error.
    param([object] $Node)

    $passed = foreach ($argument in $Node.Arguments) {
        if ($null -eq $argument) { continue }
        if ($argument -is [System.Management.Automation.Language.ConvertExpressionAst] -and $argument.Type.TypeName.FullName -eq 'ref') { 'ref' } else { 'in' }
    }
    "$($Node.Member.Value)($($passed -join ' '))"
}

function Get-MemberUse {
    # Returns the members that a script uses. The syntax tree has no types of instances, so their
    # members are checked by name alone.
    param([object] $Script)

    foreach ($node in $Script.Nodes) {
        if ($node -isnot [System.Management.Automation.Language.MemberExpressionAst]) { continue }
        $member = Get-MemberName -Node $node
        if (-not $member) { continue }
        $called = $node -is [System.Management.Automation.Language.InvokeMemberExpressionAst]
        if (-not $node.Static) { New-Use -Section $(if ($called) { 'Methods' } else { 'Properties' }) -Name $member -Script $Script -Node $node }
        elseif ($node.Expression -is [System.Management.Automation.Language.TypeExpressionAst]) {
            New-Use -Section 'StaticMembers' -Name "$(Get-OwnerName -TypeName $node.Expression.TypeName)::$member" -Script $Script -Node $node
        }
        # The module created this class itself.
        elseif ($node.Member.Value -eq 'new') { continue }
        elseif ($called) { New-Use -Section 'NativeCalls' -Name (Get-NativeCall -Node $node) -Script $Script -Node $node }
        else { New-Use -Section 'StaticMembers' -Name "?::$member" -Script $Script -Node $node }
    }
}

function Get-CommandUse {
    # Returns the commands that a script uses. Splatting hides parameters, so it counts as a use
    # that the list does not have.
    param([object] $Script)

    foreach ($node in $Script.Nodes) {
        if ($node -isnot [System.Management.Automation.Language.CommandAst]) { continue }
        $name = $node.GetCommandName()
        if (-not $name) { continue }
        New-Use -Section 'Commands' -Name $name -Script $Script -Node $node
        foreach ($element in $node.CommandElements) {
            if ($element -is [System.Management.Automation.Language.CommandParameterAst]) {
                New-Use -Section 'Commands' -Name "$name -$($element.ParameterName)" -Script $Script -Node $element
            }
            elseif ($element -is [System.Management.Automation.Language.VariableExpressionAst] -and $element.Splatted) {
                New-Use -Section 'Commands' -Name "$name $element" -Script $Script -Node $element
            }
        }
    }
}

function Test-WindowsGuard {
    # Returns whether a return on Windows precedes a node, so that 5.1 never reads the variable in
    # it.
    param([object] $Node)

    $inner = $Node
    while ($null -ne $inner.Parent -and $inner -isnot [System.Management.Automation.Language.FunctionDefinitionAst]) {
        $outer = $inner.Parent
        $statements = if ($outer -is [System.Management.Automation.Language.NamedBlockAst] -or $outer -is [System.Management.Automation.Language.StatementBlockAst]) { $outer.Statements } else { @() }
        foreach ($statement in $statements) {
            if ($statement -eq $inner) { break }
            if ($statement -isnot [System.Management.Automation.Language.IfStatementAst]) { continue }
            $clause = $statement.Clauses[0]
            if ($clause.Item1.Extent.Text -eq "`$env:OS -eq 'Windows_NT'" -and $clause.Item2.Statements[-1] -is [System.Management.Automation.Language.ReturnStatementAst]) { return $true }
        }
        $inner = $outer
    }
    $false
}

function Get-AssignedVariable {
    # Returns the variables that a script sets itself; they are not automatic variables.
    param([object] $Script)

    foreach ($node in $Script.Nodes) {
        if ($node -is [System.Management.Automation.Language.ParameterAst]) { $node.Name.VariablePath.UserPath }
        elseif ($node -is [System.Management.Automation.Language.ForEachStatementAst]) { $node.Variable.VariablePath.UserPath }
        elseif ($node -is [System.Management.Automation.Language.AssignmentStatementAst]) {
            $targets = if ($node.Left -is [System.Management.Automation.Language.ArrayLiteralAst]) { $node.Left.Elements } else { $node.Left }
            foreach ($target in $targets) {
                if ($target -is [System.Management.Automation.Language.VariableExpressionAst]) { $target.VariablePath.UserPath }
            }
        }
    }
}

function Get-VariableUse {
    # Returns the variables that a script reads. In strict mode one that 5.1 does not set is an
    # error.
    param([object] $Script, [object] $Context)

    $own = @(Get-AssignedVariable -Script $Script) + @($Context.ScriptVariables)
    foreach ($node in $Script.Nodes) {
        if ($node -isnot [System.Management.Automation.Language.VariableExpressionAst] -or $node.VariablePath.IsDriveQualified) { continue }
        $name = $node.VariablePath.UserPath
        if ($own -contains $name -and $script:NewVariables -notcontains $name) { continue }
        $guarded = $script:NewVariables -contains $name -and (Test-WindowsGuard -Node $node)
        New-Use -Section $(if ($guarded) { 'GuardedVariables' } else { 'Variables' }) -Name $name -Script $Script -Node $node
    }
}

function Get-ManifestUse {
    # Returns the keys of a manifest. 5.1 rejects a manifest with an unknown key.
    param([object] $Script)

    if ($Script.Name -notlike '*.psd1') { return }
    $table = $Script.Nodes | Where-Object { $_ -is [System.Management.Automation.Language.HashtableAst] } | Select-Object -First 1
    foreach ($pair in $table.KeyValuePairs) { New-Use -Section 'ManifestKeys' -Name $pair.Item1.Extent.Text -Script $Script -Node $pair.Item1 }
}

function Get-Use {
    # Returns all uses of a script, for the missing entries of the list and the unused ones alike.
    param([object] $Script, [object] $Context)

    Get-TypeUse -Script $Script
    Get-MemberUse -Script $Script
    Get-CommandUse -Script $Script
    Get-VariableUse -Script $Script -Context $Context
    Get-ManifestUse -Script $Script
}

function Get-FunctionCall {
    # Returns a function and its parameters as the module declares them.
    param([object] $Function)

    $Function.Name
    $block = $Function.Body.ParamBlock
    if ($null -eq $block) { return }
    foreach ($parameter in $block.Parameters) {
        "$($Function.Name) -$($parameter.Name.VariablePath.UserPath)"
        foreach ($attribute in $parameter.Attributes) {
            if ($attribute.TypeName.FullName -ne 'Alias') { continue }
            foreach ($alias in $attribute.PositionalArguments) { "$($Function.Name) -$($alias.Value)" }
        }
    }
}

function Get-NativeSignature {
    # Returns the calls that the declared C functions allow, in the format of Get-NativeCall.
    param([object] $Script)

    'exomt_abi_version()'
    foreach ($node in $Script.Nodes) {
        if ($node -isnot [System.Management.Automation.Language.HashtableAst]) { continue }
        foreach ($pair in $node.KeyValuePairs) {
            $types = $pair.Item2.FindAll({ $args[0] -is [System.Management.Automation.Language.VariableExpressionAst] }, $true)
            $passed = foreach ($type in $types) { if ($type.VariablePath.UserPath -like 'at*') { 'ref' } else { 'in' } }
            "$($pair.Item1.Value)($($passed -join ' '))"
        }
    }
}

function Get-Context {
    # Returns what the module defines itself and therefore needs no entry in the list.
    param([object[]] $Scripts)

    $context = [pscustomobject]@{ Commands = @(); Keys = @(); ScriptVariables = @(); NativeCalls = @() }
    foreach ($script in $Scripts) {
        foreach ($node in $script.Nodes) {
            if ($node -is [System.Management.Automation.Language.FunctionDefinitionAst]) { $context.Commands += @(Get-FunctionCall -Function $node) }
            elseif ($node -is [System.Management.Automation.Language.HashtableAst]) { $context.Keys += @($node.KeyValuePairs | ForEach-Object { $_.Item1.Extent.Text.Trim("'") }) }
        }
        $context.ScriptVariables += @(Get-AssignedVariable -Script $script | Where-Object { $_ -like 'script:*' })
        if ($script.Name -like '*Get-NativeMethod.ps1') { $context.NativeCalls += @(Get-NativeSignature -Script $script) }
    }
    $context
}

function Get-ListEntry {
    # Returns the entries of the list in the format of a use: section and name.
    param([System.Collections.IDictionary] $AllowList)

    # Uses the enumerator, because a section named Keys would hide the property.
    foreach ($section in $AllowList.GetEnumerator()) {
        if ($section.Value -isnot [System.Collections.IDictionary]) {
            foreach ($name in $section.Value) { "$($section.Key)/$name" }
            continue
        }
        foreach ($item in $section.Value.GetEnumerator()) {
            "$($section.Key)/$($item.Key)"
            if ($section.Key -eq 'Commands') { foreach ($parameter in $item.Value) { "Commands/$($item.Key) -$parameter" } }
        }
    }
}

function Get-KnownUse {
    # Returns everything a script may use: the entries of the list and what the module defines.
    param([System.Collections.IDictionary] $AllowList, [object] $Context)

    New-NameSet -Name @(
        foreach ($entry in Get-ListEntry -AllowList $AllowList) { $entry -replace '^DataNames/', 'Properties/' }
        foreach ($name in $Context.Commands) { "Commands/$name" }
        foreach ($name in $Context.Keys) { "Properties/$name" }
        foreach ($name in $Context.NativeCalls) { "NativeCalls/$name" }
    )
}

function New-NameSet {
    # Creates a set of names. PowerShell ignores the case of all of them.
    param([object[]] $Name)
    , [System.Collections.Generic.HashSet[string]]::new([string[]]@($Name), [System.StringComparer]::OrdinalIgnoreCase)
}

function Get-Fault {
    # Returns the faults of one script, of the module or a sample.
    param([object] $Script, [object] $Known, [object] $Context)

    Get-SyntaxFault -Script $Script
    foreach ($use in Get-Use -Script $Script -Context $Context) {
        if (-not $Known.Contains("$($use.Section)/$($use.Name)")) { "$($use.Place): $($use.Name) is not known to exist ($($use.Section))" }
    }
}

function Get-UnusedEntry {
    # Returns entries that no script uses. Such an entry was never checked and could hide a mistake.
    param([object[]] $Scripts, [System.Collections.IDictionary] $AllowList, [object] $Context)

    $used = New-NameSet -Name @(foreach ($script in $Scripts) { Get-Use -Script $script -Context $Context | ForEach-Object { "$($_.Section)/$($_.Name)" } })
    $defined = New-NameSet -Name $Context.Keys
    foreach ($entry in Get-ListEntry -AllowList $AllowList) {
        if (-not $used.Contains(($entry -replace '^DataNames/', 'Properties/'))) { $entry }
        elseif ($entry -like 'DataNames/*' -and $defined.Contains($entry.Substring(10))) { $entry }
    }
}

function Get-UnsortedEntry {
    # Returns entries that are out of order. A sorted list shows duplicates and merges well.
    param([object] $Script)

    foreach ($node in $Script.Nodes) {
        $names = @(
            if ($node -is [System.Management.Automation.Language.HashtableAst]) { $node.KeyValuePairs | ForEach-Object { $_.Item1.Extent.Text.Trim("'") } }
            elseif ($node -is [System.Management.Automation.Language.ArrayLiteralAst]) { $node.Elements | ForEach-Object { $_.Value } }
        )
        for ($index = 1; $index -lt $names.Count; $index++) {
            if ([string]::Compare($names[$index - 1], $names[$index], [System.StringComparison]::OrdinalIgnoreCase) -ge 0) { $names[$index] }
        }
    }
}

Export-ModuleMember -Function Read-ScriptText, Get-SourceFile, Get-ModuleScript, Get-EncodingFault, Get-Context, Get-KnownUse, Get-Fault, Get-UnusedEntry, Get-UnsortedEntry
