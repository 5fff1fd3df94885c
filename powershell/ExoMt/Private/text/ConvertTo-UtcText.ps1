function ConvertTo-UtcText {
    # A time in UTC by ISO 8601. In a copy from a job or a file it is a bag of its properties,
    # or a text.
    param([object] $Value)

    $bag = Get-MemberValue -InputObject $Value -Name 'UtcDateTime'
    if ($null -ne $bag) { $Value = $bag }
    $culture = [System.Globalization.CultureInfo]::InvariantCulture
    if ($Value -is [datetime]) { return $Value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $culture) }
    if ($Value -isnot [string]) { return '' }
    $parsed = [System.DateTimeOffset]::MinValue
    if (-not [System.DateTimeOffset]::TryParse($Value, $culture, [System.Globalization.DateTimeStyles]::AssumeUniversal, [ref]$parsed)) { return '' }
    $parsed.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $culture)
}
