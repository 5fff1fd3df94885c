function ConvertFrom-CertificateBase64 {
    # The PFX bytes of a CI variable, which often has line ends in it.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $Value)

    $secret = ConvertTo-SecretBytes -Value $Value -Parameter 'CertificateBase64'
    if (Test-ExoMtFailure $secret) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure $secret }
    $pfx = $null
    try { $pfx = [System.Convert]::FromBase64String([System.Text.Encoding]::ASCII.GetString($secret)) }
    catch [System.FormatException] { Write-Debug 'The text of -CertificateBase64 is not base64.' }
    finally { [System.Array]::Clear($secret, 0, $secret.Length) }
    if ($null -eq $pfx) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'InvalidBase64' -Category 'InvalidArgument' -Message 'The text of -CertificateBase64 is not base64.' -Fix 'Encode the whole PFX file: [Convert]::ToBase64String([IO.File]::ReadAllBytes(path)).')
    }
    , $pfx
}
