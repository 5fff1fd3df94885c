function Get-AuditField {
    # How to read a record of the type ExchangeAdmin.
    $meanings = @(
        'Operation: The cmdlet.'
        'Parameters: Its parameters with their values.'
        'ModifiedObjectResolvedName: What was changed, by its name; ObjectId has it as it was asked for.'
        'ModifiedProperties: What was changed in it.'
        'TokenObjectId: The service principal in the customer tenant: ObjectId of the token (oid).'
        'TokenTenantId: The tenant of the token (tid).'
        'AppAccessContext.ClientAppId: The app. Real records also have AppId and ClientAppId at their top, which the schema does not name.'
        'AppAccessContext.UniqueTokenId: The very token: its TokenId (uti).'
        'AppAccessContext.IssuedAtTime: When that token was issued.'
        'AppAccessContext.CorrelationId: Joins what belongs together.'
        'UserType: 5 is an application, 6 a service principal, 9 a technician of a partner.'
        'UserId: Who did it; what it holds for an app is not verified.'
        'ExternalAccess: Whether it came from outside of the organization.'
    )
    foreach ($line in $meanings) {
        $name, $meaning = $line -split ': ', 2
        [pscustomobject]@{ PSTypeName = 'ExoMt.AuditField'; Name = $name; Meaning = $meaning }
    }
}
