function Add-ErrorExplanation {
    # Gives a foreign error record the fix as recommended action; its exception, its id and
    # its own text stay.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Management.Automation.ErrorRecord] $Record)

    $explained = @(Get-Explanation -Cmdlet $Cmdlet -Text (Get-ErrorText -Failure $Record))[0]
    if ($null -eq $explained -or $explained.Kind -eq 'Unknown' -or -not $explained.Fix) { return }
    $said = "$($explained.Meaning) $($explained.Fix)"
    if ($null -eq $Record.ErrorDetails) { $Record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new("$($Record.Exception.Message) $said") }
    if (-not $Record.ErrorDetails.RecommendedAction) { $Record.ErrorDetails.RecommendedAction = "$said ($($explained.FixedBy))" }
}
