function Get-AuditNote {
    # What goes wrong with a search of the audit log.
    param([System.Collections.IDictionary] $Subject, [object] $Cloud)

    'Match says which id fitted: Token (this very token), ServicePrincipal (the app in this tenant, any of its tokens) or App. No public sample of a whole record of an app was found, so a record may lack one of them: that no record has Match Token proves nothing.'
    if ($Cloud.name -eq 'China') { 'In 21Vianet Search-UnifiedAuditLog is there, but gives nothing.' }
    if ($Cloud.name -notin 'Worldwide', 'GCC') { "Microsoft documents the audit search of Graph for the worldwide cloud only; in $($Cloud.title) it may not be there." }
    'Records come late, often by an hour and sometimes by a day. Search again before you conclude that nothing was done.'
    'Cmdlets that only read, such as those that begin with Get-, leave no record.'
    'A search gives 50,000 records at most: take a shorter time, or name cmdlets by -Cmdlet. With -HighCompleteness (preview) it is slower and more complete.'
    'Search-AdminAuditLog is retired in the cloud.'
    if ($Subject.AppId) { 'That a token was issued stands elsewhere: in the sign-ins of service principals, in Entra of the customer tenant.' }
}
