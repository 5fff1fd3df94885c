function Get-ObjectShape {
    # Returns the properties of the objects that ConvertTo-ExoMtObject creates, in their order, and
    # how to read each value: text[], flag, time, now, plain (text even if it looks like a date),
    # filled (null if empty), part (of a token), role[], or the type of the objects in a list;
    # then the name in the JSON, if it differs by more than case.
    @{
        AdvisedRole       = [ordered]@{ Name = ''; TemplateId = ''; Privileged = ''; Confidence = ''; Note = '' }
        AdvisedRoleGroup  = [ordered]@{ Name = ''; Roles = 'text[]'; Confidence = ''; Note = '' }
        AppSetup          = [ordered]@{ DisplayName = 'plain'; AppId = ''; Environment = ''; Resource = ''; RedirectUri = ''; Permissions = 'Permission'; Certificate = ''; Steps = 'SetupStep'; GraphPowerShell = ''; AzureCli = ''; Notes = 'text[]' }
        AuditField        = [ordered]@{ Name = ''; Meaning = '' }
        AuditQuery        = [ordered]@{ Organization = 'plain'; TenantId = ''; AppId = ''; ObjectId = ''; TokenId = ''; StartDate = 'time'; EndDate = 'time'; Cmdlet = 'text[] cmdlets'; Environment = ''; SearchUnifiedAuditLog = ''; GraphPowerShell = ''; Fields = 'AuditField'; Notes = 'text[]' }
        ConsentAnswer     = [ordered]@{ Outcome = ''; TenantId = ''; StateMatches = ''; Error = ''; ErrorDescription = ''; Code = ''; Meaning = ''; Fix = ''; FixedBy = '' }
        ConsentUrl        = [ordered]@{ Url = ''; State = ''; Organization = ''; Form = ''; Environment = ''; AppId = ''; RedirectUri = ''; Scope = ''; Notes = 'text[]' }
        DirectoryRoleInfo = [ordered]@{ Name = ''; TemplateId = ''; Privileged = ''; Exchange = ''; Compliance = '' }
        Explanation       = [ordered]@{ Kind = ''; Code = ''; Meaning = ''; Fix = ''; FixedBy = ''; Retryable = ''; Link = '' }
        Finding           = [ordered]@{ Code = ''; Severity = ''; Claim = ''; Expected = 'plain'; Actual = 'plain'; Message = ''; Fix = ''; FixedBy = '' }
        FixStep           = [ordered]@{ Kind = ''; Text = '' }
        Permission        = [ordered]@{ Name = ''; Id = ''; ResourceAppId = '' }
        RoleAdvice        = [ordered]@{ Task = 'plain name'; Description = ''; Resource = ''; DirectoryRoles = 'AdvisedRole'; RoleGroups = 'AdvisedRoleGroup'; Commands = 'text[]'; Notes = 'text[]' }
        Rung              = [ordered]@{ Name = ''; State = ''; Message = ''; Evidence = 'text[]'; Fix = ''; FixedBy = ''; Steps = 'FixStep' }
        SetupStep         = [ordered]@{ Name = ''; Purpose = ''; GraphPowerShell = ''; AzureCli = '' }
        Tenant            = [ordered]@{ Organization = ''; TenantId = ''; Environment = ''; ExchangeEnvironmentName = 'filled'; Region = ''; RegionSubScope = ''; LoginHost = ''; ExchangeHost = ''; GraphHost = ''; InitialDomain = '' }
        TenantReadiness   = [ordered]@{ Organization = ''; TenantId = ''; Environment = ''; AppId = ''; ObjectId = ''; Verdict = ''; Verified = 'flag'; InitialDomain = ''; BlockedBy = ''; Message = ''; Fix = ''; FixedBy = ''; CanWait = 'flag'; Rungs = 'Rung'; TokenId = ''; CorrelationId = ''; CheckedOn = 'now' }
        TokenCache        = [ordered]@{ Entries = ''; Bytes = ''; Hits = ''; Misses = ''; Joins = ''; Renewals = ''; Evictions = ''; Tokens = 'TokenCacheEntry' }
        TokenCacheEntry   = [ordered]@{ TenantId = 'plain tenant'; AppId = ''; Resource = ''; Authority = ''; Verdict = ''; ExpiresOn = 'time'; UsableUntil = 'time' }
        TokenCheck        = [ordered]@{ Organization = ''; TenantId = ''; Verdict = ''; SignatureVerified = ''; Findings = 'Finding' }
        TokenInfo         = [ordered]@{ TenantId = ''; AppId = ''; Audience = ''; Resource = ''; ExpiresOn = 'time'; NotBefore = 'time'; IssuedAt = 'time'; Roles = 'text[]'; DirectoryRoles = 'role[]'; ObjectId = ''; TokenId = ''; AuthenticationMethod = ''; Issuer = ''; Version = ''; SignatureAlgorithm = ''; KeyId = ''; Header = 'part'; Claims = 'part' }
    }
}
