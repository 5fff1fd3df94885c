function Get-SetupValue {
    # What the texts of a setup are filled with: ps... is quoted for PowerShell, sh... for bash.
    param([System.Collections.IDictionary] $Setup)

    $name = $Setup.DisplayName
    $cloud = $Setup.Cloud
    $file = $name.ToLowerInvariant() -replace '[^a-z0-9]+', '-' -replace '^-+|-+$', ''
    if (-not $file) { $file = 'exomt' }
    if ($file.Length -gt 40) { $file = $file.Substring(0, 40) }
    # Quotes are doubled in a filter of OData.
    $filter = "displayName eq '$($name.Replace("'", "''"))'"
    $subject = ConvertTo-OpenSslSubject -Name $Setup.Subject
    $environment = if ($cloud.name -ne 'Worldwide') { " -Environment $($cloud.name)" } else { '' }
    $consent = " -Organization <customer tenant> -RedirectUri $(ConvertTo-PowerShellText -Text $Setup.RedirectUri)$environment"
    $accesses = @(foreach ($permission in $Setup.Permissions) { '{"resourceAppId":"' + $permission.ResourceAppId + '","resourceAccess":[{"id":"' + $permission.Id + '","type":"Role"}]}' }) -join ','
    $values = @{
        appId = $Setup.AppId; years = $Setup.Years; days = 365 * $Setup.Years; newAppRest = $environment
        psName = ConvertTo-PowerShellText -Text $name; shName = ConvertTo-BashText -Text $name
        psFilter = ConvertTo-PowerShellText -Text $filter; shFilter = ConvertTo-BashText -Text $filter
        psRedirect = ConvertTo-PowerShellText -Text $Setup.RedirectUri; shRedirect = ConvertTo-BashText -Text $Setup.RedirectUri
        psSubject = ConvertTo-PowerShellText -Text $Setup.Subject.Name
        psOpenSslSubject = ConvertTo-PowerShellText -Text $subject; shOpenSslSubject = ConvertTo-BashText -Text $subject
        keyFile = "$file.key"; certificateFile = "$file.crt"
        psPermissions = @(foreach ($permission in $Setup.Permissions) { "@{ Resource = '$($permission.ResourceAppId)'; Role = '$($permission.Id)' }" }) -join ', '
        psAccesses = @(foreach ($permission in $Setup.Permissions) { "@{ ResourceAppId = '$($permission.ResourceAppId)'; ResourceAccess = @(@{ Id = '$($permission.Id)'; Type = 'Role' }) }" }) -join ', '
        shAccesses = ConvertTo-BashText -Text "[$accesses]"
        shPermissions = @(foreach ($permission in $Setup.Permissions) { "$($permission.ResourceAppId)=$($permission.Id)" }) -join ' '
        psConsentRest = ConvertTo-PowerShellText -Text $consent; shConsentRest = ConvertTo-BashText -Text $consent
        shCloud = $cloud.azureCloud; psEnvironment = $cloud.graphEnvironment; psAddEnvironment = ''; base64 = ''; pem = ''
    }
    if (-not $cloud.graphEnvironment) {
        $values.psEnvironment = $cloud.name
        $values.psAddEnvironment = "if (@(Get-MgEnvironment | Where-Object { `$_.Name -eq '$($cloud.name)' }).Count -eq 0) { `$null = Add-MgEnvironment -Name $($cloud.name) -AzureADEndpoint 'https://$($cloud.loginHost)' -GraphEndpoint '$($cloud.graph)' }`n"
    }
    if (-not $cloud.graph) { $values.psAddEnvironment = "throw 'ExoMt knows no host of Microsoft Graph in $($cloud.name): register the app in the portal.'`n" }
    if ($null -ne $Setup.Certificate) {
        $values.base64 = [System.Convert]::ToBase64String($Setup.Certificate.RawData)
        $values.pem = $values.base64 -replace '.{64}(?=.)', "`$0`n"
    }
    $values
}
