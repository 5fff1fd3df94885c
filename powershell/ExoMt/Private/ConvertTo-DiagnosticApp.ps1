function ConvertTo-DiagnosticApp {
    # An app without its credential.
    param([object] $App)

    $authority = Get-MemberText -InputObject $App -Name 'Authority'
    $uri = $authority -as [uri]
    [ordered]@{
        AppId                 = Get-MemberText -InputObject $App -Name 'AppId'
        Environment           = Get-MemberText -InputObject $App -Name 'Environment'
        # The host only: a path or a user name in it is nobody's business.
        Authority             = if ($null -ne $uri -and $uri.IsAbsoluteUri) { $uri.Authority } else { 'not a URL' }
        CredentialType        = Get-MemberText -InputObject $App -Name 'CredentialType'
        CertificateThumbprint = Get-MemberText -InputObject $App -Name 'CertificateThumbprint'
        CertificateNotAfter   = ConvertTo-UtcText -Value (Get-MemberValue -InputObject $App -Name 'CertificateNotAfter')
    }
}
