function New-ExoMtErrorRecord {
    # The error record of an exception by New-ExoMtException.
    param([System.Exception] $Exception, [object] $TargetObject)

    $category = [System.Management.Automation.ErrorCategory]::NotSpecified
    if ($Exception.Data.Contains('Category')) {
        $null = [System.Enum]::TryParse([string]$Exception.Data['Category'], [ref]$category)
    }
    $name = if ($Exception.Data.Contains('Name')) { $Exception.Data['Name'] } else { 'Internal' }
    $record = [System.Management.Automation.ErrorRecord]::new($Exception, "ExoMt.$name", $category, $TargetObject)
    $fix = [string]$Exception.Data['Fix']
    if ($fix) {
        $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new("$($Exception.Message) $fix")
        $record.ErrorDetails.RecommendedAction = $fix
    }
    $record
}
