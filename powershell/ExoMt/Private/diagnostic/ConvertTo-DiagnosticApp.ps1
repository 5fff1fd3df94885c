function ConvertTo-DiagnosticApp {
    # An app without its credential.
    param([object] $App)

    $shown = [ordered]@{}
    foreach ($name in 'AppId', 'Environment', 'CredentialType', 'CertificateThumbprint') { $shown[$name] = Get-MemberText -InputObject $App -Name $name }
    $shown['CertificateNotAfter'] = ConvertTo-UtcText -Value (Get-MemberValue -InputObject $App -Name 'CertificateNotAfter')
    # The hosts only: a path or a user name in a URL is nobody's business.
    foreach ($name in 'Authority', 'ConnectionUri') {
        $text = Get-MemberText -InputObject $App -Name $name
        $uri = $text -as [uri]
        if ($text) { $shown[$name] = if ($null -ne $uri -and $uri.IsAbsoluteUri) { $uri.Authority } else { 'not a URL' } }
    }
    $shown
}
