function Get-SetupPublicCertificateStep {
    # The step that takes a certificate that exists.
    param([System.Collections.IDictionary] $Values, [object] $Certificate)

    $graph = @'
$certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new([System.Convert]::FromBase64String('{{base64}}'))
$credential = '<certificate with its key>'
'@
    $az = @'
certificate_file=$(mktemp)
temporary=$certificate_file
credential='<certificate with its key>'
cat > "$certificate_file" <<'CERTIFICATE'
-----BEGIN CERTIFICATE-----
{{pem}}
-----END CERTIFICATE-----
CERTIFICATE
'@
    $end = $Certificate.NotAfter.ToUniversalTime().ToString('yyyy-MM-dd', [System.Globalization.CultureInfo]::InvariantCulture)
    $what = "$(ConvertTo-CleanLine -Text $Certificate.Subject), thumbprint $($Certificate.Thumbprint), ends $end; the public part."
    New-SetupStep -Values $Values -Name 'Certificate' -Purpose $what -GraphPowerShell $graph -AzureCli $az
}
