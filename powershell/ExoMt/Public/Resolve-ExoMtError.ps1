function Resolve-ExoMtError {
    <#
    .SYNOPSIS
        Says what an error means, how it is mended, and who can do it.

    .DESCRIPTION
        Takes an error record, any pasted text with an error in it (of Entra, MSAL, Graph, Az,
        Exchange Online, PowerShell or the network, on many lines and with other text around
        it), or an AADSTS code. Works offline.

        When several errors are in the text, the root cause comes first; what only follows
        from it is left out. A text that fits nothing gives Unknown, with what to collect.

        Texts from the pipeline, such as the lines of a log, are read as one; codes are
        explained one by one.

    .PARAMETER InputObject
        An error record or exception, a text, or a code such as 700016 or AADSTS700016.

    .EXAMPLE
        $Error[0] | Resolve-ExoMtError

        Explains the last error.

    .EXAMPLE
        Get-Content ./run.log -Tail 50 | Resolve-ExoMtError | Select-Object -First 1

        Finds the root cause in the end of a log.

    .EXAMPLE
        Resolve-ExoMtError 700016

        Explains a code, as a number or with its prefix.

    .OUTPUTS
        ExoMt.Explanation: Kind, Code, Meaning, Fix, FixedBy, Retryable, Link.

    .LINK
        Test-ExoMtToken
    #>
    [CmdletBinding()]
    [OutputType('ExoMt.Explanation')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)]
        [Alias('ErrorRecord', 'Message', 'Code')]
        [AllowNull()]
        [AllowEmptyString()]
        [object[]] $InputObject
    )

    begin {
        Enter-ExoMtProcess $PSCmdlet
        $lines = [System.Collections.Generic.List[string]]::new()
    }

    process {
        if ($null -eq $InputObject) { return }
        foreach ($item in $InputObject) {
            if ($null -eq $item) { continue }
            $base = $item.PSObject.BaseObject
            if ($base -is [System.Management.Automation.ErrorRecord] -or $base -is [System.Exception] -or [string]$base -match '^\s*(AADSTS)?\d{5,8}\s*$') {
                if ($base -is [ValueType]) { $base = [string]$base }
                Get-Explanation -Cmdlet $PSCmdlet -Failure $base
            }
            else { $lines.Add([string]$base) }
        }
    }

    end {
        if ($lines.Count -gt 0) { Get-Explanation -Cmdlet $PSCmdlet -Failure ($lines -join "`n") }
    }
}
