# Runs sessions with ExchangeOnlineManagement: the real module from the folder
# EXOMT_TEST_EXCHANGE_MODULES, or else the stand-in in any version.
Set-StrictMode -Version 3.0
$script:Work = $null
$script:Folders = 0
$script:RealModules = $null

function Set-SessionFolder {
    # Sets the folder for the modules and scripts of the sessions: the test drive of a test file.
    param([string] $Path)
    $script:Work = $Path
    if (Test-RealModule) { $script:RealModules = New-RealModuleFolder }
}

function New-RealModuleFolder {
    # Creates a folder with the real module and the modules it requires. A test file needs only one,
    # because .NET loads more of the module's assemblies from it later.
    $folder = Join-Path $script:Work 'realmodules'
    $null = New-Item -ItemType Directory -Path $folder
    $needed = @(Join-Path $env:EXOMT_TEST_EXCHANGE_MODULES 'ExchangeOnlineManagement') + @('PackageManagement', 'PowerShellGet' | ForEach-Object { Join-Path $PSHOME "Modules/$_" })
    foreach ($one in $needed) { $null = New-Item -ItemType SymbolicLink -Path (Join-Path $folder (Split-Path $one -Leaf)) -Target $one }
    $folder
}

function Install-ExchangeModule {
    # Copies the stand-in into a module folder as one version, without parameters of later versions.
    param([string] $Folder, [version] $Version)

    $target = Join-Path $Folder "ExchangeOnlineManagement/$Version"
    $null = New-Item -ItemType Directory -Path $target -Force
    Copy-Item -Recurse -Force -Path (Join-Path $PSScriptRoot 'ExchangeOnlineManagement/*') -Destination $target
    $manifest = Join-Path $target 'ExchangeOnlineManagement.psd1'
    Set-Content -Path $manifest -Value ((Get-Content -Raw $manifest) -replace "(ModuleVersion\s*=\s*)'[^']+'", "`$1'$Version'")
    $script = Join-Path $target 'netCore/ExchangeOnlineManagement.psm1'
    Set-Content -Path $script -Value (Get-Content $script | Where-Object { $_ -notmatch '# since (\S+)$' -or [version]$Matches[1] -le $Version })
}

function Test-RealModule {
    # Returns whether the sessions use Microsoft's module. Tests tagged StandIn need the stand-in.
    [bool]$env:EXOMT_TEST_EXCHANGE_MODULES
}

function New-ModuleFolder {
    # Returns a module folder with these versions of the stand-in, or with the real module.
    param([string[]] $Version)
    if ((Test-RealModule) -and $Version) { return $script:RealModules }
    $script:Folders++
    $folder = Join-Path $script:Work "modules$($script:Folders)"
    $null = New-Item -ItemType Directory -Path $folder
    foreach ($one in $Version) { Install-ExchangeModule -Folder $folder -Version $one }
    $folder
}

function Invoke-Session {
    # Runs a script in a session that has only these versions of the module. Returns its output as
    # lines. The script may change PSModulePath and OS.
    param([string] $Script, [string[]] $Version = '3.9.2')
    $file = Join-Path $script:Work "$([guid]::NewGuid()).ps1"
    Set-Content -Path $file -Value "
        `$ErrorActionPreference = 'Stop'
        Import-Module '$(Join-Path $PSScriptRoot 'Support.psm1')'
        Import-ExoMt
        `$env:PSModulePath = '$(New-ModuleFolder -Version $Version)'
        `$app = New-SecretApp
        `$Error.Clear()
        function Get-Call { & (Get-Module ExchangeOnlineManagement) { `$script:Calls[-1] } }
        $Script"
    $kept = $env:PSModulePath
    $system = $env:OS
    $shell = [powershell]::Create()
    try { $shell.AddCommand($file).Invoke() | ForEach-Object { "$_" } }
    catch { "$(if ($_.Exception.InnerException) { $_.Exception.InnerException.Message } else { $_.Exception.Message })" }
    finally {
        Close-Session -Shell $shell
        $env:PSModulePath = $kept
        $env:OS = $system
    }
}

function Close-Session {
    # Ends a session. The real module keeps connections for the whole process, so this closes them.
    param([powershell] $Shell)
    $Shell.Commands.Clear()
    if (Test-RealModule) { $null = $Shell.AddScript('if (Get-Module ExchangeOnlineManagement) { Disconnect-ExchangeOnline -Confirm:$false }').Invoke() }
    $Shell.Dispose()
}

function Get-ExchangeCall {
    # Returns the requests that the simulator's Exchange has received since the log was cleared.
    @(Invoke-Simulator -Method GET -Path requests | Where-Object { $_.path -like '/adminapi/*' })
}

Export-ModuleMember -Function *-*
