function Receive-TokenEvent {
    # Writes what an operation has, until so many requests are left without a result (or, at
    # -1, until all is done). Each native wait is short, so that Ctrl+C is seen between two.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run, [object] $Until)

    $failure = 0
    $state = 0
    $buffer = 0
    $textLength = 0
    while ($true) {
        # What is there is taken in any case; only what is too much is waited for.
        $patience = 0
        if ($Run['Total'] - $Run['Done'] -gt $Until) { $patience = 50 }
        $status = $script:Native::exomt_operation_wait($Run['Operation'], $patience, [ref]$state, [ref]$failure)
        if ($status -ne 0) { Assert-NativeStatus -Cmdlet $Cmdlet -Status $status -ErrorBuffer $failure }
        if ($state -eq 2) { return }
        if ($state -eq 1) {
            $status = $script:Native::exomt_operation_take_many($Run['Operation'], 32, [ref]$buffer, [ref]$textLength, [ref]$failure)
            if ($status -ne 0) { Assert-NativeStatus -Cmdlet $Cmdlet -Status $status -ErrorBuffer $failure }
            if ($buffer -ne 0) { Write-OperationEvent -Cmdlet $Cmdlet -Run $Run -Buffer $buffer -TextLength $textLength }
        }
        elseif ($patience -eq 0) { return }
        if ($Run['Watch'].Elapsed.TotalSeconds -ge $Run['NextProgress']) { Write-TokenProgress -Run $Run }
    }
}
