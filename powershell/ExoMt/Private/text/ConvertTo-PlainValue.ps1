function ConvertTo-PlainValue {
    # PowerShell 7 reads texts that look like times as DateTime; they are texts here.
    param([object] $Value)

    if ($Value -is [datetime]) {
        return $Value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [System.Globalization.CultureInfo]::InvariantCulture)
    }
    $Value
}
