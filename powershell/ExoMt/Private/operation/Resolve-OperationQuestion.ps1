function Resolve-OperationQuestion {
    # Answers the requests to sign, or for an assertion, that are among these records.
    param([System.Collections.IDictionary] $Run, [string[]] $Records, [byte[]] $Bytes, [int] $Start)

    foreach ($record in $Records) {
        $kind, $offset, $length, $json = $record.Split("`t")
        if ($kind -ne 'json') { continue }
        $description = ConvertFrom-Json -InputObject $json
        if ($description.kind -eq 'assertion') { Invoke-AssertionRequest -Operation $Run.Operation -Description $description -Provider $Run.App.Assertion }
        elseif ($description.kind -eq 'sign') {
            $message = [byte[]]::new([int]$length)
            [System.Array]::Copy($Bytes, $Start + [int]$offset, $message, 0, $message.Length)
            Invoke-SignRequest -Operation $Run.Operation -Description $description -Message $message -Certificate $Run.App.Certificate
        }
    }
}
