function Get-DiagnosticPlace {
    # The clock, whether a proxy is set (not which), and the sums of the token cache.
    $zone = [System.TimeZoneInfo]::Local
    $now = [System.DateTimeOffset]::Now
    [ordered]@{
        Clock = [ordered]@{
            Utc    = ConvertTo-UtcText -Value $now
            Local  = $now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", [System.Globalization.CultureInfo]::InvariantCulture)
            Zone   = $zone.Id
        }
        Proxy = @(foreach ($name in 'HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy') {
                '{0}: {1}' -f $name, $(if ([System.Environment]::GetEnvironmentVariable($name)) { 'yes' } else { 'no' })
            })
        Cache = Get-DiagnosticCache
    }
}
