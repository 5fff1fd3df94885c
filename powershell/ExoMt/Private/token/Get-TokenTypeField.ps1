function Get-TokenTypeField {
    # The fields of a token object, as New-ObjectType takes them. The token itself and where it
    # comes from are in fields that nothing shows, lists or writes to a file.

    $text = [string]
    @(
        @('Organization', $text, 'Public'), @('TenantId', $text, 'Public'), @('AppId', $text, 'Public'), @('Resource', $text, 'Public'),
        @('ExpiresOn', [System.Nullable[System.DateTimeOffset]], 'Public'),
        @('Roles', [string[]], 'Public'), @('DirectoryRoles', [object[]], 'Public'),
        @('Verdict', $text, 'Public'), @('Environment', $text, 'Public'), @('ObjectId', $text, 'Public'), @('TokenId', $text, 'Public'), @('CorrelationId', $text, 'Public'),
        @('FromCache', [bool], 'Public'), @('Attempts', [int], 'Public'), @('Waited', [timespan], 'Public'),
        @('Secret', [byte[]], 'Private'), @('Origin', [object], 'Private')
    )
}
