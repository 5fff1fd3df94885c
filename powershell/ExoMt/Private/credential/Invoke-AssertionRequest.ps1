function Invoke-AssertionRequest {
    # Runs the caller's script block to get an assertion. Returns its bytes, or the reason for the
    # failure.
    param([object] $Question, [scriptblock] $Provider)

    $context = [pscustomobject]@{ Organization = $Question.tenant; Audience = $Question.audience }
    try { $output = @(& $Provider $context | Where-Object { $null -ne $_ }) }
    catch [System.Management.Automation.PipelineStoppedException] { throw }
    catch { return @{ Bytes = $null; Reason = $_.Exception.Message } }
    if ($output.Count -ne 1) { return @{ Bytes = $null; Reason = "the script block of -Assertion returned $($output.Count) objects instead of one assertion" } }
    $bytes = ConvertTo-SecretBytes -Value $output[0] -Parameter 'Assertion'
    if (Test-ExoMtFailure $bytes) { return @{ Bytes = $null; Reason = $bytes.message } }
    @{ Bytes = $bytes; Reason = '' }
}
