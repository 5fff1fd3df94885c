function ConvertTo-DateTimeOffset {
    # An RFC 3339 time, which PowerShell 7 has already read as DateTime.
    param([object] $Value)

    if ($null -eq $Value) { return }
    $culture = [System.Globalization.CultureInfo]::InvariantCulture
    [System.DateTimeOffset]::Parse((ConvertTo-PlainValue -Value $Value), $culture, [System.Globalization.DateTimeStyles]::AssumeUniversal)
}
