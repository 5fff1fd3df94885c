function Get-NativeSpelling {
    # Returns how the module spells the options and commands that the library's messages name.
    '{
    "environment": "-Environment",
    "resource": "-Resource",
    "organization": "-Organization",
    "forceRefresh": "-ForceRefresh",
    "timeout": "-TimeoutSec",
    "totalTimeout": "-TotalTimeoutSec",
    "certificateKey": "-CertificateKeyPath",
    "certificatePassword": "-CertificatePassword",
    "externalCertificate": "-CertificateThumbprint",
    "certificateAuthority": "-CertificateAuthorityPath",
    "connectionUri": "-ConnectionUri",
    "state": "-State",
    "probe": "-Probe",
    "probeCommand": "-ProbeCommand",
    "wait": "-Wait",
    "command:acquireToken": "Get-ExoMtToken",
    "command:checkToken": "Test-ExoMtToken",
    "command:newApp": "New-ExoMtApp",
    "command:resolveTenant": "Resolve-ExoMtTenant",
    "command:connectTenant": "Connect-ExoMtTenant",
    "command:clearCache": "Clear-ExoMtTokenCache",
    "command:showVersion": "Get-Module ExoMt"
}'
}
