function Protect-Text {
    # Returns a text as it may be shown to others: without control characters, and without what
    # is or looks like a secret. Known: values that look like one and are none. Hidden: UTF-8
    # values to take out, with a NUL between two of them.
    param([object] $Text, [string[]] $Known, [byte[]] $Hidden)

    $given = [string]$Text
    if ($given.Length -eq 0) { return '' }
    $bytes = [System.Text.Encoding]::UTF8.GetBytes($given)
    # A list that is left out is a null pointer with length 0.
    $list = $null
    $listLength = $hiddenLength = 0
    if ($Known) {
        $list = [System.Text.Encoding]::UTF8.GetBytes($Known -join "`0")
        $listLength = $list.Length
    }
    if ($Hidden) { $hiddenLength = $Hidden.Length }
    $buffer, $failure = [uint64[]]::new(1), [uint64[]]::new(1)
    $status = $script:Native::exomt_text_redact($bytes, $bytes.Length, $list, $listLength, $Hidden, $hiddenLength, $buffer, $failure)
    if ($status -ne 0) { return "[redacted: $((Get-NativeFailure -Status $status -ErrorBuffer $failure[0]).message)]" }
    [System.Text.Encoding]::UTF8.GetString((Read-NativeBuffer -Buffer $buffer[0]))
}
