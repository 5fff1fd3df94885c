function Resolve-OperationQuestion {
    # Answers the requests for a signature or an assertion among these records. Ignores the error
    # for a request that was canceled in the meantime.
    param([System.Collections.IDictionary] $Run, [string[]] $Records, [byte[]] $Bytes, [int] $Start)

    foreach ($record in $Records) {
        $kind, $offset, $length, $json = $record.Split("`t")
        if ($kind -ne 'json') { continue }
        $question = ConvertFrom-Json -InputObject $json
        if ($question.kind -eq 'assertion') { $answer = Invoke-AssertionRequest -Question $question -Provider $Run.App.Assertion }
        elseif ($question.kind -eq 'sign') {
            $message = [byte[]]::new([int]$length)
            [System.Array]::Copy($Bytes, $Start + [int]$offset, $message, 0, $message.Length)
            $answer = Invoke-SignRequest -Question $question -Message $message -Certificate $Run.App.Certificate
        }
        else { continue }
        $text = $answer.Bytes
        $rejected = $null -eq $text
        if ($rejected) { $text = [System.Text.Encoding]::UTF8.GetBytes($answer.Reason) }
        $failure = 0
        $null = if ($rejected) { $script:Native::exomt_operation_reject($Run.Operation, $question.requestId, $text, $text.Length, [ref]$failure) }
        else { $script:Native::exomt_operation_respond($Run.Operation, $question.requestId, $text, $text.Length, [ref]$failure) }
        [System.Array]::Clear($text, 0, $text.Length)
        if ($failure -ne 0) { $null = $script:Native::exomt_buffer_free($failure) }
    }
}
