function Get-NativeSpelling {
    # Returns the PowerShell names of the options and commands in the library's messages.
    '{
    "environment": "-Environment", "resource": "-Resource", "organization": "-Organization",
    "forceRefresh": "-ForceRefresh", "timeout": "-TimeoutSec", "totalTimeout": "-TotalTimeoutSec",
    "certificateKey": "-CertificateKeyPath", "certificatePassword": "-CertificatePassword", "externalCertificate": "-CertificateThumbprint",
    "certificateAuthority": "-CertificateAuthorityPath", "connectionUri": "-ConnectionUri", "state": "-State",
    "redirectUri": "-RedirectUri", "probe": "-Probe", "probeCommand": "-ProbeCommand",
    "wait": "-Wait", "appId": "-AppId", "objectId": "-ObjectId",
    "tenantId": "-TenantId", "tokenId": "-TokenId", "startDate": "-StartDate",
    "endDate": "-EndDate", "cmdlet": "-Cmdlet", "certificate": "-CertificatePath",
    "certificateSubject": "-CertificateSubject", "consentForm": "-Form",
    "command:acquireToken": "Get-ExoMtToken", "command:checkToken": "Test-ExoMtToken",
    "command:decodeToken": "ConvertFrom-ExoMtToken", "command:buildConsentUrl": "New-ExoMtConsentUrl",
    "command:findRole": "Get-ExoMtDirectoryRole", "command:adviseRole": "Get-ExoMtDirectoryRole -Task",
    "command:waitForTenant": "Test-ExoMtTenant -Wait", "command:newApp": "New-ExoMtApp",
    "command:resolveTenant": "Resolve-ExoMtTenant", "command:connectTenant": "Connect-ExoMtTenant",
    "command:clearCache": "Clear-ExoMtTokenCache", "command:showVersion": "Get-Module ExoMt"
}'
}
