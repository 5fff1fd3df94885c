function ConvertTo-UtcText {
    # Returns a time in UTC in ISO 8601 format. In a copy from a job or a file, a time is text or an
    # object with the properties of a DateTimeOffset.
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
