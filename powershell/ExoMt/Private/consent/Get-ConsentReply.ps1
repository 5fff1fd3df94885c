function Get-ConsentReply {
    # The answer to a whole request: its bytes, and the consent's verdict if it is the one that
    # is waited for.
    param([System.Collections.IDictionary] $Request, [string] $State)

    $status = $Request.Status
    $answer = $null
    if ($status -eq 200) {
        # The mark makes it a query, whatever stands in it.
        $answer = Read-ConsentAnswer -Redirect "?$($Request.Text)" -Expected @{ State = $State }
        if ((Test-ExoMtFailure $answer) -or -not $answer.StateMatches) {
            $status = 400
            $answer = $null
        }
    }
    if ($null -ne $answer) {
        $titles = @{ Consented = 'Consented'; Failed = 'The consent failed'; Incomplete = 'The consent did not finish' }
        $who = if ($answer.TenantId) { "Tenant: $($answer.TenantId)" }
        $page = ConvertTo-ConsentPage -Title $titles[$answer.Outcome] -Lines $answer.Meaning, $answer.ErrorDescription, $answer.Fix, $who, 'Close this page and go on in PowerShell.'
    }
    else {
        $page = ConvertTo-ConsentPage -Title 'Not the answer that is waited for' -Lines 'This computer waits for the answer to one consent, and this is not it.', 'Open the consent URL that PowerShell shows, and finish it in this browser.'
    }
    @{ Answer = $answer; Bytes = ConvertTo-HttpReply -Status $status -Html $page; Status = $status }
}
