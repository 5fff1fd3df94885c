function New-ConnectionObject {
    # Returns the connection for -PassThru. Known contains the ids of the connections that were open
    # before.
    param([object] $Token, [string] $Organization, [string] $Resource, [string] $Prefix, [System.Management.Automation.CommandInfo] $Command, [string[]] $Known)

    $id = @(Get-ConnectionId -Command $Command | Where-Object { $Known -notcontains $_ })
    [pscustomobject]@{
        PSTypeName    = 'ExoMt.Connection'
        Organization  = $Organization
        TenantId      = $Token.TenantId
        AppId         = $Token.AppId
        Environment   = $Token.Environment
        Resource      = $Resource
        Prefix        = $Prefix
        ConnectionId  = if ($id.Count -eq 1) { $id[0] }
        ExpiresOn     = $Token.ExpiresOn
        Verdict       = $Token.Verdict
        ModuleVersion = $Command.Module.Version
    }
}
