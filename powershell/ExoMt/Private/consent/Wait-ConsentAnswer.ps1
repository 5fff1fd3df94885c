function Wait-ConsentAnswer {
    # Listens for one consent and gives its verdict, or a failure; the port is free afterwards.
    param([System.Collections.IDictionary] $Consent, [int] $TimeoutSec, [bool] $Open)

    $place = Resolve-ConsentPlace -RedirectUri $Consent.RedirectUri
    if (Test-ExoMtFailure $place) { return $place }
    $listeners = $null
    try {
        $listeners = Start-ConsentListener -Port $place.Port
        if (Test-ExoMtFailure $listeners) { return $listeners }
        if ($Open -and $Consent.Url) { Open-Browser -Url $Consent.Url }
        elseif ($Consent.Url) { Write-Host "Open this in a browser on this computer, as an admin of the customer: $($Consent.Url)" }
        Receive-ConsentAnswer -Listeners $listeners -Place $place -State $Consent.State -TimeoutSec $TimeoutSec
    }
    finally {
        if ($null -ne $listeners -and -not (Test-ExoMtFailure $listeners)) { Stop-ConsentListener -Listeners $listeners }
    }
}
