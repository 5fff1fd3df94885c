function Receive-TokenEvent {
    # Writes the results of an operation until at most that many requests are outstanding, or with
    # -1 until it has finished.
    # Each native wait is short, so PowerShell sees Ctrl+C in between.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run, [object] $Until)

    $failure = $Run['Failure']
    $buffer = $Run['Buffer']
    $length = $Run['Length']
    $state = $Run['State']
    $batch = 32
    $many = $batch
    while ($true) {
        # Receives the results that have arrived, and waits only if too many are outstanding.
        # Results that arrive shortly after one another are received together.
        $patience = 0
        if ($Run['Total'] - $Run['Done'] -gt $Until) {
            $patience = 5
            if ($many -eq 1) { $patience = 50 }
        }
        $status = $script:Native::exomt_operation_wait_many($Run['Operation'], $many, $patience, $state, $failure)
        if ($status -ne 0) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (Get-NativeFailure -Status $status -ErrorBuffer $failure[0]) }
        if ($state[0] -eq 2) { return }
        if ($state[0] -eq 1) {
            $many = $batch
            $status = $script:Native::exomt_operation_take_records($Run['Operation'], $batch, $buffer, $length, $failure)
            if ($status -ne 0) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (Get-NativeFailure -Status $status -ErrorBuffer $failure[0]) }
            if ($buffer[0] -ne 0) { Write-OperationEvent -Cmdlet $Cmdlet -Run $Run -Buffer $buffer[0] -TextLength $length[0] }
        }
        elseif ($patience -eq 0) { return }
        else { $many = 1 }
        if ($Run['Watch'].Elapsed.TotalSeconds -ge $Run['NextProgress']) { Write-TokenProgress -Run $Run }
    }
}
