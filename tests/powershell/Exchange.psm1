# Installs the stand-in for ExchangeOnlineManagement, in any version, where a test wants it.
Set-StrictMode -Version 3.0

function Install-ExchangeModule {
    # Puts one version into a folder of modules, without what later versions brought.
    param([string] $Folder, [version] $Version)

    $target = Join-Path $Folder "ExchangeOnlineManagement/$Version"
    $null = New-Item -ItemType Directory -Path $target -Force
    Copy-Item -Recurse -Force -Path (Join-Path $PSScriptRoot 'ExchangeOnlineManagement/*') -Destination $target
    $manifest = Join-Path $target 'ExchangeOnlineManagement.psd1'
    Set-Content -Path $manifest -Value ((Get-Content -Raw $manifest) -replace "(ModuleVersion\s*=\s*)'[^']+'", "`$1'$Version'")
    $script = Join-Path $target 'netCore/ExchangeOnlineManagement.psm1'
    Set-Content -Path $script -Value (Get-Content $script | Where-Object { $_ -notmatch '# since (\S+)$' -or [version]$Matches[1] -le $Version })
}

Export-ModuleMember -Function Install-ExchangeModule
