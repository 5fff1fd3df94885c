function Read-HttpRequest {
    # What the bytes of a request say so far: a table whose Status is 0 while more has to come,
    # 200 when it is an answer at the right place, else what to refuse it with. Text is the
    # query or the posted form.
    param([byte[]] $Bytes, [System.Collections.IDictionary] $Place)

    # One byte is one character; what is not ASCII fits nothing below.
    $text = [System.Text.Encoding]::GetEncoding(28591).GetString($Bytes)
    $end = $text.IndexOf("`r`n`r`n", [System.StringComparison]::Ordinal)
    if ($end -gt 8192 -or ($end -lt 0 -and $text.Length -gt 8192)) { return @{ Status = 431; Text = '' } }
    if ($end -lt 0) { return @{ Status = 0; Text = '' } }
    $first, $lines = $text.Substring(0, $end) -split "`r`n"
    if ($first -cnotmatch '^([A-Z]+) ([!-~]+) HTTP/1\.[01]$') { return @{ Status = 400; Text = '' } }
    $method = $Matches[1]
    $path, $query = $Matches[2] -split '\?', 2

    $headers = @{}
    foreach ($line in $lines) {
        if ($line -notmatch '^([A-Za-z0-9!#$%&''*+.^_`|~-]+):[ \t]*([ -~\x80-\xff\t]*)$') { return @{ Status = 400; Text = '' } }
        $name = $Matches[1]
        # Two of these would mean one thing to this reader and another to others.
        if ($headers.ContainsKey($name) -and $name -in 'Host', 'Content-Length', 'Content-Type') { return @{ Status = 400; Text = '' } }
        $headers[$name] = $Matches[2].Trim()
    }
    # Another name for this computer is how a web page would reach it.
    if ($Place.Hosts -notcontains $headers['Host']) { return @{ Status = 421; Text = '' } }
    if ($path -cne $Place.Path) { return @{ Status = 404; Text = '' } }
    if ($method -eq 'GET') { return @{ Status = 200; Text = [string]$query } }
    if ($method -ne 'POST') { return @{ Status = 405; Text = '' } }

    if ($headers.ContainsKey('Transfer-Encoding') -or $headers['Content-Length'] -notmatch '^[0-9]{1,9}$') { return @{ Status = 411; Text = '' } }
    $length = [int]$headers['Content-Length']
    if ($length -gt 65536) { return @{ Status = 413; Text = '' } }
    if ($headers['Content-Type'] -notmatch '^application/x-www-form-urlencoded *(;|$)') { return @{ Status = 415; Text = '' } }
    if ($text.Length -lt $end + 4 + $length) { return @{ Status = 0; Text = '' } }
    @{ Status = 200; Text = $text.Substring($end + 4, $length) }
}
