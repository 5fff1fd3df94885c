# Adds a connection's cmdlets to the session: creates a module with a function for each of them.
Set-StrictMode -Version 3.0

function Read-TokenClaim {
    # Returns the claims that ExchangeOnlineManagement reads from a token.
    param([string] $Token)

    $parts = $Token.Split('.')
    if ($parts.Length -ne 3) { throw [System.ArgumentException]::new('IDX12741: JWT must have three segments (JWS) or five segments (JWE).') }
    $text = $parts[1].Replace('-', '+').Replace('_', '/')
    $text += '=' * ((4 - $text.Length % 4) % 4)
    ConvertFrom-Json -InputObject ([System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String($text)))
}

function New-SessionModule {
    # Writes the module and imports it into the global session, whoever called.
    param([hashtable] $Connection, [string] $Folder, [string[]] $CommandName, [string] $Prefix)

    $name = "tmpEXO_$([System.IO.Path]::GetRandomFileName().Replace('.', ''))"
    $path = Join-Path $Folder $name
    $null = New-Item -ItemType Directory -Path $path
    Set-Content -Path (Join-Path $path "$name.psm1") -Value "`$script:Connection = `$null
function Invoke-Here { param(`$Name, `$Parameters) & `$script:Connection.Transport -Connection `$script:Connection -Name `$Name -Parameters `$Parameters }
function Get-AcceptedDomain { [CmdletBinding()] param([Parameter(Position = 0)] [string] `$Identity) Invoke-Here 'Get-AcceptedDomain' @{} }
function Get-OrganizationConfig { [CmdletBinding()] param() Invoke-Here 'Get-OrganizationConfig' @{} }
function Get-Mailbox { [CmdletBinding()] param([Parameter(Position = 0)] [string] `$Identity) Invoke-Here 'Get-Mailbox' @{} }
function Set-Mailbox { [CmdletBinding()] param([Parameter(Mandatory, Position = 0)] [string] `$Identity, [string] `$CustomAttribute1) Invoke-Here 'Set-Mailbox' `$PSBoundParameters }
Export-ModuleMember -Function Get-AcceptedDomain, Get-OrganizationConfig, Get-Mailbox, Set-Mailbox"
    New-ModuleManifest -Path (Join-Path $path "$name.psd1") -RootModule "$name.psm1" -FunctionsToExport 'Get-AcceptedDomain', 'Get-OrganizationConfig', 'Get-Mailbox', 'Set-Mailbox'
    $import = @{ Name = Join-Path $path "$name.psd1"; Global = $true; DisableNameChecking = $true; PassThru = $true; Function = $CommandName }
    if ($Prefix) { $import.Prefix = $Prefix }
    $module = Import-Module @import
    & $module { param($Connection) $script:Connection = $Connection } $Connection
    $module
}

Export-ModuleMember -Function Read-TokenClaim, New-SessionModule
