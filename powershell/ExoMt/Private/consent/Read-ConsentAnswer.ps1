function Read-ConsentAnswer {
    # How a consent ended, from a redirect or a posted body; or a failure. The state, if there
    # is one to compare, is a table's member, so that an empty one is not taken for none.
    param([string] $Redirect, [System.Collections.IDictionary] $Expected)

    $sent = $null
    $sentLength = 0
    if ($Expected.ContainsKey('State')) {
        # An empty state is one that nothing can match, not one that was not sent.
        $sent = [System.Text.Encoding]::UTF8.GetBytes([string]$Expected['State'] + [char]0)
        $sentLength = $sent.Length - 1
    }
    $text = [System.Text.Encoding]::UTF8.GetBytes($Redirect + ' ')
    $buffer = 0
    $failure = 0
    $status = $script:Native::exomt_consent_parse_redirect($text, $text.Length, $sent, $sentLength, [ref]$buffer, [ref]$failure)
    if ($status -ne 0) { return Get-NativeFailure -Status $status -ErrorBuffer $failure }
    $answer = Read-NativeJson -Buffer $buffer
    [pscustomobject]@{
        PSTypeName       = 'ExoMt.ConsentAnswer'
        Outcome          = $answer.outcome
        TenantId         = $answer.tenantId
        StateMatches     = $answer.stateMatches
        Error            = $answer.error
        ErrorDescription = $answer.errorDescription
        Code             = $answer.code
        Meaning          = $answer.meaning
        Fix              = $answer.fix
        FixedBy          = $answer.fixedBy
    }
}
