function New-ConsentRequest {
    # A consent URL with its parts as the library makes them, or a failure.
    param([System.Collections.IDictionary] $Options)

    $json = ConvertTo-JsonBytes -Value $Options
    $buffer = 0
    $failure = 0
    $status = $script:Native::exomt_consent_build_url($json, $json.Length, [ref]$buffer, [ref]$failure)
    if ($status -ne 0) { return Get-NativeFailure -Status $status -ErrorBuffer $failure }
    Read-NativeJson -Buffer $buffer
}
