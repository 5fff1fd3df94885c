function Invoke-ConnectCommand {
    # Runs the connecting command; its error becomes the caller's, with an explanation. The token is
    # in the table, not in a line that errors and traces show.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Management.Automation.CommandInfo] $Command, [System.Collections.IDictionary] $Arguments)

    try { $null = & $Command @Arguments }
    catch [System.Management.Automation.PipelineStoppedException] { throw }
    catch {
        Add-ErrorExplanation -Cmdlet $Cmdlet -Record $_
        # The copy in $Error has no explanation.
        Remove-CaughtError -Record $_
        $Cmdlet.ThrowTerminatingError($_)
    }
    finally { $Arguments.Clear() }
}
