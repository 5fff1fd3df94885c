function Add-ErrorExplanation {
    # Adds the fix to another module's error record as recommended action, and keeps its exception and
    # id. The displayed text is the exception's message without terminal control characters.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Management.Automation.ErrorRecord] $Record)

    $text = $Record.Exception.Message -replace '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}-[\r\n\t]]', ''
    $explained = @(Get-Explanation -Cmdlet $Cmdlet -Failure $Record)[0]
    $said = ''
    if ($null -ne $explained -and $explained.Kind -ne 'Unknown' -and $explained.Fix) { $said = "$($explained.Meaning) $($explained.Fix)" }
    if ($null -eq $Record.ErrorDetails) { $Record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new("$text $said".Trim()) }
    if ($said -and -not $Record.ErrorDetails.RecommendedAction) { $Record.ErrorDetails.RecommendedAction = "$said ($($explained.FixedBy))" }
}
