$same = @(Get-MgApplication -Filter '{{ context.name_filter }}' -ErrorAction Stop)
if ($same.Count -gt 0) { throw "An app of this name exists already ($($same.AppId -join ', ')). Complete it with the commands of Get-ExoMtAppSetup -AppId." }
$registration = @{
    DisplayName            = '{{ context.name }}'
    SignInAudience         = 'AzureADMultipleOrgs'
    Web                    = @{ RedirectUris = @('{{ context.redirect_uri }}') }
    RequiredResourceAccess = @({% for permission in context.permissions %}{% if !loop.first %}, {% endif %}@{ ResourceAppId = '{{ permission.application_id }}'; ResourceAccess = @(@{ Id = '{{ permission.id }}'; Type = 'Role' }) }{% endfor %})
    KeyCredentials         = @(@{ Type = 'AsymmetricX509Cert'; Usage = 'Verify'; DisplayName = 'ExoMt'; Key = $certificate.RawData })
}
$app = New-MgApplication @registration -ErrorAction Stop
