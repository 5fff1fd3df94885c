function New-ExoMtErrorRecord {
    # Makes the error record of a failure. Its exception's Data holds the parts that scripts and
    # tickets need.
    param([object] $Failure, [object] $TargetObject)

    # A console shows only the message, which has to say which of many tenants failed.
    $message = [string]$Failure.message
    if ($TargetObject -is [string] -and -not $message.Contains($TargetObject)) { $message = "${TargetObject}: $message" }
    $exception = [System.InvalidOperationException]::new($message)
    foreach ($name in 'name', 'fix', 'fixedBy', 'category', 'retryable', 'aadsts', 'oauthError', 'errorUri', 'httpStatus', 'retryAfterSeconds', 'correlationId', 'traceId', 'timestamp', 'attempts', 'waitedMs', 'rememberedUntil', 'detail', 'finding') {
        $property = $Failure.PSObject.Properties[$name]
        if ($null -ne $property -and $null -ne $property.Value) {
            $key = $name.Substring(0, 1).ToUpperInvariant() + $name.Substring(1)
            $value = $property.Value
            # PowerShell 7 reads a text that looks like a time as DateTime.
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
