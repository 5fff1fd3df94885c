function Get-OrganizationName {
    # Returns the tenant that an input item names: the item itself if it is text or a GUID, or the
    # first property of an object that has a value. Otherwise returns a failure.
    param([object] $InputItem)

    if ($null -eq $InputItem) { $base = $null } else { $base = $InputItem.PSObject.BaseObject }
    if ($base -is [string]) { return $base }
    if ($base -is [guid]) { return $base.ToString() }

    $isTable = $base -is [System.Collections.IDictionary]
    foreach ($column in 'Organization', 'TenantId', 'CustomerId', 'DefaultDomainName', 'Domain', 'Tenant', 'CustomerTenantId') {
        $value = $null
        if ($isTable) { $value = $base[$column] }
        elseif ($null -ne $base) {
            $property = $InputItem.PSObject.Properties[$column]
            if ($null -ne $property) { $value = $property.Value }
        }
        if ($null -eq $value) { continue }
        if ($value.PSObject.BaseObject -is [guid]) { return $value.ToString() }
        if ($value -is [string] -and $value.Trim().Length -gt 0) { return $value }
    }
    $names = @(if ($isTable) { foreach ($entry in $base.GetEnumerator()) { $entry.Key } } elseif ($null -ne $base) { $InputItem.PSObject.Properties | ForEach-Object { $_.Name } })
    $what = if ($null -eq $base) { 'Nothing' } else { "An object of type $($InputItem.PSObject.TypeNames[0])" }
    $had = if ($names.Count -gt 0) { ": it has $($names -join ', ')" } else { '' }
    New-ExoMtFailure -Name 'OrganizationMissing' -Category 'InvalidArgument' -Message "$what doesn't say which tenant is meant$had." -Fix 'Pass -Organization a domain or tenant id, or objects with a property Organization, TenantId, CustomerId, DefaultDomainName or Domain.'
}
