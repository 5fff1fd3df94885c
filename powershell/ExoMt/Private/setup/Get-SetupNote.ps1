function Get-SetupNote {
    # What goes wrong with a home app, in the words of who has to know it.
    param([System.Collections.IDictionary] $Setup)

    'Each customer tenant still needs the consent of an admin (New-ExoMtConsentUrl), and then a directory role or role group for the app there (Get-ExoMtDirectoryRole -Task).'
    'As long as the registration lists no application permission of Microsoft Graph, a Cloud Application Administrator of the customer may consent; with one it takes a Privileged Role Administrator.'
    'An app serves the tenants of one cloud: register one in each.'
    if ($Setup.RedirectUri -match '^http://localhost(:\d+)?(/|$)') {
        'For http://localhost Microsoft documents that the port is not compared: one redirect serves every port, and two that differ in the port alone must not be registered. The path is compared.'
    }
    if ($Setup.Cloud.name -in 'GCCHigh', 'DoD') {
        'Documentation contradicts itself for GCC High and DoD: it names the resource 00000007-0000-0ff1-ce00-000000000000 (role 455e5cd2-84e8-4751-8344-5672145dfa17) and says that there is Security & Compliance PowerShell only, and on the same page it has Connect-ExchangeOnline commands for both. Tools are known to work with the resource 00000002 that is used here; -Resource Compliance lists both.'
    }
    if ($Setup.Cloud.name -eq 'DoD') { 'Not verified: that the one US Government cloud of az reaches the Graph of DoD. Graph PowerShell has an environment of its own for it.' }
    if ($Setup.Cloud.name -eq 'China') { 'App-only access is documented for 21Vianet; an issue of 2023 reports 401 there with -AccessToken.' }
    if (@($Setup.Permissions).Count -gt 1) { 'Two resources are listed: consent to both takes New-ExoMtConsentUrl -Form AdminConsentV1, or one URL for each.' }
    elseif ($Setup.Resource -eq 'Compliance') { 'Security & Compliance PowerShell needs no other permission than Exchange.ManageAsApp, but a directory role that it takes: Get-ExoMtDirectoryRole -Resource Compliance.' }
    if (-not $Setup.Cloud.azureCloud) { "The Azure CLI has no name for $($Setup.Cloud.title): use the Graph PowerShell commands." }
    if (-not $Setup.Cloud.graphEnvironment) { 'Graph PowerShell has no environment for this cloud; the commands add one (Add-MgEnvironment). Not verified in such a cloud.' }
}
