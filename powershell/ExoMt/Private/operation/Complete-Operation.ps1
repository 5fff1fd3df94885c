function Complete-Operation {
    # Closes an operation for input, writes the remaining results, and frees it.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run)

    try {
        if ($Run['Operation'] -ne 0) {
            $status = $script:Native::exomt_operation_close($Run['Operation'], $Run['Failure'])
            if ($status -ne 0) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (Get-NativeFailure -Status $status -ErrorBuffer $Run['Failure'][0]) }
            Receive-TokenEvent -Cmdlet $Cmdlet -Run $Run -Until -1
        }
        if ($Run['ShownProgress']) { Write-Progress -Activity $Run['Activity'] -Completed }
    }
    finally { Stop-TokenOperation -Run $Run }
}
