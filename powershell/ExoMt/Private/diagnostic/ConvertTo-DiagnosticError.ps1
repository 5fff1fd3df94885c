function ConvertTo-DiagnosticError {
    # An error: ids, codes, times and messages. Not the command line, which may hold a secret,
    # nor the target, unless it is a text.
    param([object] $Failure)

    $isRecord = $null -ne (Get-MemberValue -InputObject $Failure -Name 'FullyQualifiedErrorId')
    $exception = if ($isRecord) { Get-MemberValue -InputObject $Failure -Name 'Exception' } else { $Failure }
    $shown = [ordered]@{}
    $details = ''
    if ($isRecord) {
        $target = Get-MemberValue -InputObject $Failure -Name 'TargetObject'
        $shown['Id'] = Get-MemberText -InputObject $Failure -Name 'FullyQualifiedErrorId'
        $category = Get-MemberValue -InputObject (Get-MemberValue -InputObject $Failure -Name 'CategoryInfo') -Name 'Category'
        # A copy from a file has its number only.
        if ($null -eq $category) { $category = (Get-MemberValue -InputObject $Failure -Name 'ErrorCategory_Category') -as [System.Management.Automation.ErrorCategory] }
        $shown['Category'] = [string]$category
        $shown['Target'] = if ($target -is [string]) { $target } elseif ($null -ne $target) { "an object of type $($target.PSObject.TypeNames[0])" }
        $call = Get-MemberValue -InputObject $Failure -Name 'InvocationInfo'
        $shown['Command'] = Get-MemberText -InputObject (Get-MemberValue -InputObject $call -Name 'MyCommand') -Name 'Name'
        $shown['Line'] = Get-MemberText -InputObject $call -Name 'ScriptLineNumber'
        $details = Get-MemberText -InputObject (Get-MemberValue -InputObject $Failure -Name 'ErrorDetails') -Name 'Message'
    }
    $messages = @()
    $others = @()
    # Bounded, since an exception can be its own cause.
    for ($depth = 0; $depth -lt 8 -and $null -ne $exception; $depth++) {
        # A copy from a file may have the text only.
        if ($exception -is [string]) { $messages += $exception; break }
        $messages += '{0}: {1}' -f $exception.PSObject.TypeNames[0], (Get-MemberValue -InputObject $exception -Name 'Message')
        $data = Get-MemberValue -InputObject $exception -Name 'Data'
        if ($data -is [System.Collections.IDictionary]) {
            foreach ($entry in $data.GetEnumerator()) {
                $key = [string]$entry.Key
                if ('Name', 'Aadsts', 'OauthError', 'HttpStatus', 'CorrelationId', 'TraceId', 'Timestamp', 'Attempts', 'WaitedMs', 'RetryAfterSeconds', 'Retryable', 'RememberedUntil', 'FixedBy', 'Detail' -ccontains $key) {
                    if ($depth -eq 0) { $shown[$key] = [string](ConvertTo-PlainValue -Value $entry.Value) }
                }
                elseif ($key -cne 'Fix' -and $key -cne 'Category' -and $key -cne 'ErrorUri') { $others += $key }
            }
        }
        $exception = Get-MemberValue -InputObject $exception -Name 'InnerException'
    }
    if ($details -and -not $details.Contains((Get-MemberText -InputObject (Get-MemberValue -InputObject $Failure -Name 'Exception') -Name 'Message'))) { $messages += $details }
    $shown['Messages'] = $messages
    # What only the text says is named too: a ticket asks for it.
    $text = $messages -join "`n"
    if (-not $shown['Aadsts'] -and $text -match 'AADSTS(\d{4,8})') { $shown['Aadsts'] = $Matches[1] }
    foreach ($pair in @('CorrelationId', 'Correlation'), @('TraceId', 'Trace')) {
        if (-not $shown[$pair[0]] -and $text -match "(?i)$($pair[1])[ _-]?id[`"']?\s?[:=]\s?[`"']?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})") { $shown[$pair[0]] = $Matches[1] }
    }
    if (-not $shown['Timestamp'] -and $text -match '(?i)timestamp["'']?\s?[:=]\s?["'']?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\dZ?)') { $shown['Timestamp'] = $Matches[1] }
    if ($others.Count -gt 0) { $shown['Names of other data'] = $others -join ', ' }
    $shown
}
