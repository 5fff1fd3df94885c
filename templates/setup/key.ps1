# Graph returns the value of a key only when keys are requested on their own. Keys sent back without it would be lost.
$keys = @((Get-MgApplication -ApplicationId $app.Id -Property 'id', 'keyCredentials' -ErrorAction Stop).KeyCredentials | Where-Object { $_ })
$value = [System.Convert]::ToBase64String($certificate.RawData)
if (@($keys | Where-Object { $_.Key -and [System.Convert]::ToBase64String($_.Key) -eq $value }).Count -eq 0) {
    $key = @{ Type = 'AsymmetricX509Cert'; Usage = 'Verify'; DisplayName = 'ExoMt'; Key = $certificate.RawData }
    Update-MgApplication -ApplicationId $app.Id -KeyCredentials @($keys + $key) -ErrorAction Stop
}
