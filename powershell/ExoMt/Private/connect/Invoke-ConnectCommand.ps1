function Invoke-ConnectCommand {
    # Runs the genuine command; its error becomes the caller's, with what it means. The table
    # has the token: it is not written out in a line that errors and traces show.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Management.Automation.CommandInfo] $Command, [System.Collections.IDictionary] $Arguments)

    try { $null = & $Command @Arguments }
    catch [System.Management.Automation.PipelineStoppedException] { throw }
    catch {
        Add-ErrorExplanation -Cmdlet $Cmdlet -Record $_
        # The copy there has no explanation.
        Remove-CaughtError -Record $_
        $Cmdlet.ThrowTerminatingError($_)
    }
    finally { $Arguments.Clear() }
}
