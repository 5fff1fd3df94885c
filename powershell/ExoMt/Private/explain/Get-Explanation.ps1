function Get-Explanation {
    # Returns the explanation of an error record, an exception or a text. Errors of this module
    # contain their own explanation, except in a copy from a job, which loses the exception's Data.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $Failure)

    $isRecord = $Failure -is [System.Management.Automation.ErrorRecord]
    if ($isRecord -and $Failure.FullyQualifiedErrorId -like 'ExoMt.*' -and $Failure.Exception.Data['Fix']) {
        $data = $Failure.Exception.Data
        $code = $data['Aadsts']
        return ConvertTo-ExoMtObject -Type 'Explanation' -Value @{
            Kind = ($Failure.FullyQualifiedErrorId -split ',')[0].Substring(6); Code = if ($code) { "AADSTS$code" }; Meaning = $Failure.Exception.Message
            Fix = [string]$data['Fix']; FixedBy = [string]$data['FixedBy']; Retryable = [bool]$data['Retryable']
            Link = if ($code) { "https://login.microsoftonline.com/error?code=$code" } else { $data['ErrorUri'] }
        }
    }
    $text = $Failure
    if ($Failure -isnot [string]) {
        $parts = ConvertTo-DiagnosticError -Failure $Failure
        $lines = @($parts.exceptions | ForEach-Object { "$($_.type): $($_.message)" })
        if ($isRecord) { $lines = @($parts.properties.id, "$($Failure.CategoryInfo)", $parts.details) + $lines }
        $text = $lines -join "`n"
    }
    # The library doesn't accept empty text.
    if (-not $text) { $text = ' ' }
    $found = Invoke-NativeJson -Name 'exomt_error_explain' -Arguments $text
    if (Test-ExoMtFailure $found) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure $found }
    ConvertTo-ExoMtObject -Type 'Explanation' -Value $found
}
