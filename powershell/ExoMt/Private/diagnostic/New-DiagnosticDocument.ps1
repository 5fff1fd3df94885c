function New-DiagnosticDocument {
    # Returns the document of a diagnostic with the facts that only PowerShell knows: versions, the
    # local clock, and whether a proxy is set, but not its address.
    $installed = @(Get-Module -ListAvailable -Name 'ExchangeOnlineManagement' | ForEach-Object { "$($_.Version)" })
    # The loaded version can differ from the installed ones.
    $loaded = @(Get-Module -Name 'ExchangeOnlineManagement' | ForEach-Object { "$($_.Version)" })
    $document = [ordered]@{
        madeBy   = 'Export-ExoMtDiagnostic'
        format   = 'text'
        module   = "ExoMt $($ExecutionContext.SessionState.Module.Version)"
        versions = [ordered]@{
            PowerShell               = "$($PSVersionTable['PSVersion']) $($PSVersionTable['PSEdition'])"
            Host                     = "$($Host.Name) $($Host.Version)"
            LanguageMode             = "$($ExecutionContext.SessionState.LanguageMode)"
            OperatingSystem          = [System.Runtime.InteropServices.RuntimeInformation]::OSDescription
            DotNet                   = [System.Runtime.InteropServices.RuntimeInformation]::FrameworkDescription
            Process                  = "$([System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)"
            Culture                  = [System.Globalization.CultureInfo]::CurrentCulture.Name
            ExchangeOnlineManagement = if ($installed.Count -gt 0) { $installed -join ', ' } else { 'none found' }
            ExchangeOnlineLoaded     = if ($loaded.Count -gt 0) { $loaded -join ', ' } else { 'none' }
        }
        clock    = @{
            local = [System.DateTimeOffset]::Now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", [System.Globalization.CultureInfo]::InvariantCulture)
            zone  = [System.TimeZoneInfo]::Local.Id
        }
        # Unlike @{}, this has case-sensitive keys.
        proxy    = [hashtable]::new()
        more     = @{}
        others   = @{}
        # Only Add-DiagnosticInput uses this.
        textLength = 0
    }
    foreach ($name in 'HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy') {
        $document.proxy[$name] = [bool][System.Environment]::GetEnvironmentVariable($name)
    }
    foreach ($list in 'apps', 'tokens', 'tenants', 'checks', 'errors', 'texts') { $document[$list] = [System.Collections.Generic.List[object]]::new() }
    $document
}
