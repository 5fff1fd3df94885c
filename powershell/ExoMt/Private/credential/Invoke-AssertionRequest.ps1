function Invoke-AssertionRequest {
    # Asks the caller's script block for an assertion.
    param([uint64] $Operation, [object] $Description, [scriptblock] $Provider)

    $context = [pscustomobject]@{ Organization = $Description.tenant; Audience = $Description.audience }
    $reason = $null
    try { $output = @(& $Provider $context | Where-Object { $null -ne $_ }) }
    catch [System.Management.Automation.PipelineStoppedException] { throw }
    catch { $reason = $_.Exception.Message }
    if ($null -eq $reason -and $output.Count -ne 1) { $reason = "the script block of -Assertion gave $($output.Count) objects instead of one assertion" }
    if ($null -eq $reason) {
        $answer = ConvertTo-SecretBytes -Value $output[0] -Parameter 'Assertion'
        if (Test-ExoMtFailure $answer) { $reason = $answer.message }
    }
    if ($null -ne $reason) { $answer = [System.Text.Encoding]::UTF8.GetBytes($reason) }
    Send-OperationAnswer -Operation $Operation -RequestId $Description.requestId -Answer $answer -Reject ($null -ne $reason)
}
