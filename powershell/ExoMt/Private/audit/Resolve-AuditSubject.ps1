function Resolve-AuditSubject {
    # Whose traces are looked for: ids of the parameters, else of the token; or a failure.
    param([object] $Token, [System.Collections.IDictionary] $Bound)

    $subject = @{ TokenId = ''; ObjectId = ''; AppId = ''; TenantId = ''; Organization = ''; Environment = '' }
    foreach ($name in @($subject.Keys)) {
        if ($Bound.ContainsKey($name)) { $subject[$name] = [string]$Bound[$name] }
        elseif ($null -ne $Token) {
            $property = $Token.PSObject.Properties[$name]
            if ($null -ne $property -and $property.Value) { $subject[$name] = [string]$property.Value }
        }
        if ($name -in 'Organization', 'Environment' -or -not ($Bound.ContainsKey($name) -or $subject[$name])) { continue }
        $subject[$name] = if ($name -eq 'TokenId') { ConvertTo-TokenIdText -Value $subject[$name] } else { ConvertTo-GuidText -Value $subject[$name] -Parameter $name }
        if (Test-ExoMtFailure $subject[$name]) { return $subject[$name] }
    }
    if ($subject.TokenId -or $subject.ObjectId -or $subject.AppId) { return $subject }
    New-ExoMtFailure -Name 'AuditSubjectMissing' -Category 'InvalidArgument' -Message 'Nothing says whose traces to look for.' -Fix 'Give a token object of Get-ExoMtToken, or -TokenId, -ObjectId or -AppId.'
}
