function New-ExoMtErrorRecord {
    # Creates the error record of a failure. Its exception's Data contains the properties that scripts
    # and support tickets need.
    param([object] $Failure, [object] $TargetObject)

    # The console shows only the message, so the message has to name the tenant.
    $message = [string]$Failure.message
    if ($TargetObject -is [string] -and -not $message.Contains($TargetObject)) { $message = "${TargetObject}: $message" }
    $exception = [System.InvalidOperationException]::new($message)
    foreach ($name in 'name', 'fix', 'fixedBy', 'category', 'retryable', 'aadsts', 'oauthError', 'errorUri', 'httpStatus', 'retryAfterSeconds', 'correlationId', 'traceId', 'timestamp', 'attempts', 'waitedMs', 'rememberedUntil', 'detail', 'finding') {
        $property = $Failure.PSObject.Properties[$name]
        if ($null -ne $property -and $null -ne $property.Value) {
            $key = $name.Substring(0, 1).ToUpperInvariant() + $name.Substring(1)
            $value = $property.Value
            # In PowerShell 7, ConvertFrom-Json converts text that looks like a time into a DateTime.
            if ($value -is [datetime]) { $value = ConvertTo-UtcText -Value $value }
            $exception.Data[$key] = $value
        }
    }
    $category = $Failure.category -as [System.Management.Automation.ErrorCategory]
    if ($null -eq $category) { $category = [System.Management.Automation.ErrorCategory]::NotSpecified }
    $record = [System.Management.Automation.ErrorRecord]::new($exception, "ExoMt.$($Failure.name)", $category, $TargetObject)
    if ($Failure.fix) {
        $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new("$message $($Failure.fix)")
        $record.ErrorDetails.RecommendedAction = [string]$Failure.fix
    }
    $record
}
