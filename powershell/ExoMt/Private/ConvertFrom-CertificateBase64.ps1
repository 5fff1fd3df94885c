function ConvertFrom-CertificateBase64 {
    # The PFX bytes of a CI variable, which often has line ends in it.
    param([object] $Value)

    $secret = ConvertTo-SecretBytes -Value $Value -Parameter 'CertificateBase64'
    try { , [System.Convert]::FromBase64String([System.Text.Encoding]::ASCII.GetString($secret)) }
    catch {
        throw (New-ExoMtException -Failure (New-ExoMtFailure -Name 'InvalidBase64' -Category 'InvalidArgument' -Message 'The text of -CertificateBase64 is not base64.' -Fix 'Encode the whole PFX file: [Convert]::ToBase64String([IO.File]::ReadAllBytes(path)).'))
    }
    finally { [System.Array]::Clear($secret, 0, $secret.Length) }
}
