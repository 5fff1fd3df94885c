function Resolve-ExoMtError {
    <#
    .SYNOPSIS
        Explains an error: what it means, how to fix it and who can fix it.

    .DESCRIPTION
        Accepts an error record, an AADSTS code, or any pasted text with an error in it: of Entra, MSAL, Graph, Az, Exchange Online, PowerShell or the network, on many lines and with other text around it. Works offline.

        If the text contains several errors, the root cause comes first, and errors that only follow from it are omitted. For text that matches nothing, it returns Unknown, with a list of what to collect.

        It reads lines from the pipeline, such as those of a log, as one text, and explains codes one by one.

    .PARAMETER InputObject
        An error record or exception, a text, or a code such as 700016 or AADSTS700016.

    .EXAMPLE
        $Error[0] | Resolve-ExoMtError

        Explains the last error.

    .EXAMPLE
        Get-Content ./run.log -Tail 50 | Resolve-ExoMtError | Select-Object -First 1

        Finds the root cause in the last lines of a log.

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
            if ($base -is [System.Management.Automation.ErrorRecord] -or $base -is [System.Exception]) { Get-Explanation -Cmdlet $PSCmdlet -Failure $base }
            elseif ([string]$base -match '^\s*(AADSTS)?\d{5,8}\s*$') { Get-Explanation -Cmdlet $PSCmdlet -Failure ([string]$base) }
            else { $lines.Add([string]$base) }
        }
    }

    end {
        if ($lines.Count -gt 0) { Get-Explanation -Cmdlet $PSCmdlet -Failure ($lines -join "`n") }
    }
}
