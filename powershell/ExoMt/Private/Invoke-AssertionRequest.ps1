function Invoke-AssertionRequest {
    # Asks the caller's script block for an assertion.
    param([uint64] $Operation, [object] $Description, [scriptblock] $Provider)

    $failure = [uint64]0
    $requestId = [uint64]$Description.requestId
    $context = [pscustomobject]@{ Organization = $Description.tenant; Audience = $Description.audience }
    $answer = $null
    try {
        $output = @(& $Provider $context | Where-Object { $null -ne $_ })
        if ($output.Count -ne 1) { throw "the script block of -Assertion gave $($output.Count) objects instead of one assertion" }
        $answer = ConvertTo-SecretBytes -Value $output[0] -Parameter 'Assertion'
        $null = $script:Native::exomt_operation_respond($Operation, $requestId, $answer, [uintptr][uint64]$answer.Length, [ref]$failure)
    }
    catch [System.Management.Automation.PipelineStoppedException] { throw }
    catch {
        $reason = [System.Text.Encoding]::UTF8.GetBytes($_.Exception.Message)
        $null = $script:Native::exomt_operation_reject($Operation, $requestId, $reason, [uintptr][uint64]$reason.Length, [ref]$failure)
    }
    finally {
        if ($null -ne $answer) { [System.Array]::Clear($answer, 0, $answer.Length) }
        if ($failure -ne 0) { $null = $script:Native::exomt_buffer_free($failure) }
    }
}
