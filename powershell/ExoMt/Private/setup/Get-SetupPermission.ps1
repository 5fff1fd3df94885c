function Get-SetupPermission {
    # The application permissions that the registration has to list.
    param([object] $Cloud, [string] $Resource)

    [pscustomobject]@{ PSTypeName = 'ExoMt.Permission'; Name = 'Exchange.ManageAsApp'; Id = 'dc50a0fb-09a3-484d-be87-e023b12c6440'; ResourceAppId = '00000002-0000-0ff1-ce00-000000000000' }
    # Only there does documentation name another resource for Security & Compliance PowerShell.
    if ($Resource -eq 'Compliance' -and $Cloud.name -in 'GCCHigh', 'DoD') {
        [pscustomobject]@{ PSTypeName = 'ExoMt.Permission'; Name = 'Exchange.ManageAsApp'; Id = '455e5cd2-84e8-4751-8344-5672145dfa17'; ResourceAppId = '00000007-0000-0ff1-ce00-000000000000' }
    }
}
