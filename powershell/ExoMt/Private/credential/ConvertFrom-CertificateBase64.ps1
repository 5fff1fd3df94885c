function ConvertFrom-CertificateBase64 {
    # Returns the PFX bytes of a CI variable, which often contains line breaks.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $Value)

    $secret = ConvertTo-SecretBytes -Value $Value -Parameter 'CertificateBase64'
    if (Test-ExoMtFailure $secret) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure $secret }
    $pfx = $null
    try { $pfx = [System.Convert]::FromBase64String([System.Text.Encoding]::ASCII.GetString($secret)) }
    catch [System.FormatException] { Write-Debug '-CertificateBase64 is not base64.' }
    finally { [System.Array]::Clear($secret, 0, $secret.Length) }
    if ($null -eq $pfx) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'InvalidBase64' -Category 'InvalidArgument' -Message '-CertificateBase64 is not base64.' -Fix 'Encode the whole PFX file: [Convert]::ToBase64String([IO.File]::ReadAllBytes(path)).')
    }
    , $pfx
}
