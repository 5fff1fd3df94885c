function Invoke-ConnectCommand {
    # Runs the connect command, and throws its error with an explanation. The token is in a hashtable,
    # because errors and traces show the command line.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Management.Automation.CommandInfo] $Command, [System.Collections.IDictionary] $Arguments)

    try { $null = & $Command @Arguments }
    catch [System.Management.Automation.PipelineStoppedException] { throw }
    catch {
        Add-ErrorExplanation -Cmdlet $Cmdlet -Record $_
        # The copy of the error in $Error has no explanation.
        Remove-CaughtError -Record $_
        $Cmdlet.ThrowTerminatingError($_)
    }
    finally { $Arguments.Clear() }
}
