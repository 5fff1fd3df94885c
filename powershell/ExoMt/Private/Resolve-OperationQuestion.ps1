function Resolve-OperationQuestion {
    # Answers a request to sign, or for an assertion.
    param([System.Collections.IDictionary] $Run, [object] $Description, [byte[]] $Bytes, [int] $Start)

    if ($Description.kind -eq 'assertion') { return Invoke-AssertionRequest -Operation $Run.Operation -Description $Description -Provider $Run.App.Assertion }
    $message = [byte[]]::new($Description.payload[1])
    [System.Array]::Copy($Bytes, $Start + $Description.payload[0], $message, 0, $message.Length)
    Invoke-SignRequest -Operation $Run.Operation -Description $Description -Message $message -Certificate $Run.App.Certificate
}
