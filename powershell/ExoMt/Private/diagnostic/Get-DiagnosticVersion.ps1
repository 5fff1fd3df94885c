function Get-DiagnosticVersion {
    # What runs here: the module and its library, PowerShell, the system, Exchange's module.
    $buffer = 0
    $failure = 0
    $status = $script:Native::exomt_library_describe([ref]$buffer, [ref]$failure)
    $problem = Get-NativeFailure -Status $status -ErrorBuffer $failure
    $library = if ($problem) { "not known: $($problem.message)" }
    else {
        $info = Read-NativeJson -Buffer $buffer
        '{0} {1}, interface {2}, {3}' -f $info.name, $info.version, $info.abi, $info.target
    }
    $installed = @(Get-Module -ListAvailable -Name 'ExchangeOnlineManagement' | ForEach-Object { "$($_.Version)" })
    # What another copy of the module loaded counts too.
    $loaded = @(Get-Module -Name 'ExchangeOnlineManagement' | ForEach-Object { "$($_.Version)" })
    [ordered]@{
        Module                   = "ExoMt $($ExecutionContext.SessionState.Module.Version)"
        Library                  = $library
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
}
