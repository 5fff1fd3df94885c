function Protect-Text {
    # Returns a text that is safe to show: removes control characters, and redacts anything that is
    # or looks like a secret. Known values look like a secret but aren't one. Hidden contains more
    # values to redact, in UTF-8 with a NUL between them.
    param([object] $Text, [string[]] $Known, [byte[]] $Hidden)

    $given = [string]$Text
    if ($given.Length -eq 0) { return '' }
    $bytes = [System.Text.Encoding]::UTF8.GetBytes($given)
    # An omitted list is a null pointer with length 0.
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
