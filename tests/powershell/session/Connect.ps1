# Connects, works and fails with every stream and trace of PowerShell enabled. Connect.Tests.ps1
# runs it and searches its output for the tokens.
param(
    [Parameter(Mandatory)] [string] $Folder,
    # Receives the tokens, which only this session has. The file is outside the searched folder.
    [Parameter(Mandatory)] [string] $TokenFile,
    [Parameter(Mandatory)] [string] $ModuleFolder,
    # Writes a token on purpose, to prove that the search finds it.
    [switch] $Plant
)

Import-Module (Join-Path $PSScriptRoot '../Support.psm1'), (Join-Path $PSScriptRoot '../Exchange.psm1')
Import-ExoMt
$env:PSModulePath = $ModuleFolder
$DebugPreference = 'Continue'
$VerbosePreference = 'Continue'
$InformationPreference = 'Continue'
$null = Start-Transcript -Path (Join-Path $Folder 'transcript.txt') -IncludeInvocationHeader
$PSDefaultParameterValues = @{ '*-ExoMt*:Debug' = $true; '*-ExoMt*:Verbose' = $true }
Set-PSDebug -Trace 1

$app = New-SecretApp
$made = @(
    Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -PassThru
    Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com | Connect-ExoMtTenant -Prefix Con -PassThru
    Connect-ExoMtTenant -App $app -Organization contoso.com -Prefix Own -PassThru
)
$caught = @()
try { Connect-ExoMtTenant -App $app -Organization fabrikam.onmicrosoft.com } catch { $caught += $_ }
try { Connect-ExoMtTenant -App $app -Organization fabrikam.onmicrosoft.com -Force -ErrorVariable +all } catch { $caught += $_ }
try { Connect-ExoMtTenant -App $app -Organization tailspin.onmicrosoft.com -ErrorVariable +all } catch { $caught += $_ }
try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Prefix EXO -ErrorVariable +all } catch { $caught += $_ }
Set-PSDebug -Trace 0

$number = 0
foreach ($thing in @($made) + @($caught) + @($Error) + @($all) + @(Get-ConnectionInformation)) {
    if ($null -eq $thing) { continue }
    $number++
    $thing | Out-String | Write-Output
    $thing | Format-List * -Force | Out-String | Write-Output
    $thing | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue | Set-Content (Join-Path $Folder "$number.json")
    $thing | Export-Clixml -Path (Join-Path $Folder "$number.clixml") -Depth 6
    if ($thing -isnot [System.Management.Automation.ErrorRecord]) { continue }
    foreach ($part in $thing.InvocationInfo, $thing.Exception, $thing.ErrorDetails, $thing.InvocationInfo.BoundParameters, $thing.Exception.Data) {
        $part | Format-List * -Force | Out-String | Write-Output
    }
    "$($thing.ScriptStackTrace) $($thing.InvocationInfo.PositionMessage) $($thing.InvocationInfo.BoundParameters.Values)" | Write-Output
}
# The cmdlets of a connection are scripts in a temporary folder.
Get-Module tmpEXO_* | ForEach-Object { Get-ChildItem (Split-Path $_.Path) -File } | Copy-Item -Destination { Join-Path $Folder "$([guid]::NewGuid()).ps1" }
Get-Variable | Where-Object Name -NotIn 'all', 'app' | Format-Table -AutoSize -Wrap | Out-String -Width 9000 | Write-Output
if ($Plant) { Write-Verbose (& (Get-Module ExchangeOnlineManagement) { $script:Calls[0].Parameters.AccessToken }) }
$null = Stop-Transcript
# The stand-in keeps the tokens of its calls. With the real module, the cache has the last token of
# each tenant.
$tokens = if (Test-RealModule) { (Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com, fabrikam.onmicrosoft.com, tailspin.onmicrosoft.com 4>$null 5>$null).AccessToken }
else { & (Get-Module ExchangeOnlineManagement) { $script:Calls.Parameters.AccessToken } }
$tokens | Set-Content $TokenFile
