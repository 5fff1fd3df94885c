function Resolve-AppSetup {
    # What a setup is made from, each part checked; else a failure.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound, [string] $DisplayName, [string] $RedirectUri, [string] $Resource, [int] $CertificateYears)

    $setup = @{ DisplayName = $DisplayName.Trim(); AppId = ''; RedirectUri = $RedirectUri; Years = $CertificateYears; Cloud = $null; Resource = ''; Certificate = $null; Subject = $null; Permissions = @() }
    # az reads a file where a value begins with @.
    if ($setup.DisplayName.Length -notin 1..256 -or $setup.DisplayName -match '\p{Cc}|^@') {
        return New-ExoMtFailure -Name 'InvalidDisplayName' -Category 'InvalidArgument' -Message "'$(ConvertTo-CleanLine -Text $DisplayName)' cannot be the name of an app here." -Fix 'Give 1 to 256 characters without line breaks, not beginning with @.'
    }
    if ($Bound.ContainsKey('AppId')) {
        $setup.AppId = ConvertTo-GuidText -Value $Bound['AppId'] -Parameter 'AppId'
        if (Test-ExoMtFailure $setup.AppId) { return $setup.AppId }
    }
    $setup.Cloud = Find-CatalogCloud -Name ([string]$Bound['Environment'])
    if (Test-ExoMtFailure $setup.Cloud) { return $setup.Cloud }
    $setup.Resource = Get-PowerShellResource -Resource $Resource
    if (Test-ExoMtFailure $setup.Resource) { return $setup.Resource }
    # The library knows what Entra takes; the app's id makes no difference.
    $made = Invoke-NativeJson -Name exomt_consent_build_url -Arguments @{ appId = '11111111-1111-1111-1111-111111111111'; redirectUri = $RedirectUri }
    if (Test-ExoMtFailure $made) { return $made }
    if ($Bound.ContainsKey('CertificatePath')) {
        $setup.Certificate = Read-PublicCertificate -Cmdlet $Cmdlet -Path $Bound['CertificatePath']
        if (Test-ExoMtFailure $setup.Certificate) { return $setup.Certificate }
        $setup.Subject = $setup.Certificate.SubjectName
    }
    else {
        $setup.Subject = Resolve-CertificateSubject -Subject ([string]$Bound['CertificateSubject']) -DisplayName $setup.DisplayName
        if (Test-ExoMtFailure $setup.Subject) { return $setup.Subject }
    }
    $setup.Permissions = @(Get-SetupPermission -Cloud $setup.Cloud -Resource $setup.Resource)
    $setup
}
