function ConvertTo-HttpReply {
    # A status and a page as the bytes of an answer, after which the connection ends.
    param([int] $Status, [string] $Html)

    $phrases = @{ 200 = 'OK'; 400 = 'Bad Request'; 404 = 'Not Found'; 405 = 'Method Not Allowed'; 411 = 'Length Required'; 413 = 'Content Too Large'; 415 = 'Unsupported Media Type'; 421 = 'Misdirected Request'; 431 = 'Request Header Fields Too Large' }
    $body = [System.Text.Encoding]::UTF8.GetBytes($Html)
    $head = @(
        "HTTP/1.1 $Status $($phrases[$Status])"
        'Content-Type: text/html; charset=utf-8'
        "Content-Length: $($body.Length)"
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        'X-Content-Type-Options: nosniff'
        'Referrer-Policy: no-referrer'
        'Cache-Control: no-store'
        if ($Status -eq 405) { 'Allow: GET, POST' }
        'Connection: close'
    )
    , [byte[]]([System.Text.Encoding]::ASCII.GetBytes(($head -join "`r`n") + "`r`n`r`n") + $body)
}
