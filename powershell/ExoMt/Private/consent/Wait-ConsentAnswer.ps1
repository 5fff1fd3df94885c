function Wait-ConsentAnswer {
    # Waits for the response to one consent request. Returns the response, or a failure. Afterwards
    # the port is free.
    param([System.Collections.IDictionary] $Consent, [int] $TimeoutSec, [bool] $Open)

    $options = @{ redirectUri = $Consent.RedirectUri; state = $Consent.State; application = 'PowerShell'; timeoutMs = 1000 * $TimeoutSec }
    if ($Consent.Organization) { $options.organization = $Consent.Organization }
    $json = ConvertTo-JsonBytes -Value $options
    $operation = $failure = 0
    $status = $script:Native::exomt_consent_listen($json, $json.Length, [ref]$operation, [ref]$failure)
    if ($status -ne 0) { return Get-NativeFailure -Status $status -ErrorBuffer $failure }
    $run = New-OperationRun
    try {
        if ($Open -and $Consent.Url) { Open-Browser -Url $Consent.Url }
        elseif ($Consent.Url) { Write-Host "Open this URL in a browser on this computer, as an admin of the tenant: $($Consent.Url)" }
        $shown = @{ Left = -1 }
        $description = Wait-OnlyEvent -Operation $operation -Run $run -OnWait {
            $left = [int]($TimeoutSec - $run.Watch.Elapsed.TotalSeconds)
            if ($left -eq $shown.Left) { return }
            $shown.Left = $left
            Write-Progress -Activity 'Waiting for the consent' -Status "at $($Consent.RedirectUri)" -SecondsRemaining $left
        }
        ConvertTo-ExoMtObject -Type 'ConsentAnswer' -Value $description
    }
    finally {
        # The port is free after the canceled operation has reported its event.
        $null = $script:Native::exomt_operation_cancel($operation, $run.Failure)
        $null = $script:Native::exomt_operation_wait_many($operation, 1, 100, $run.State, $run.Failure)
        $null = $script:Native::exomt_operation_free($operation)
        Write-Progress -Activity 'Waiting for the consent' -Completed
    }
}
