function Write-OperationEvent {
    # Writes the events of a buffer: tokens and errors to the pipeline, questions to whoever
    # can answer them. The buffer is freed.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run, [uint64] $Buffer, [uintptr] $JsonLength)

    $bytes = Read-NativeBuffer -Buffer $Buffer
    $start = [int]$JsonLength.ToUInt64()
    $events = ConvertFrom-Json -InputObject ([System.Text.Encoding]::UTF8.GetString($bytes, 0, $start))
    # Who asks for a signature waits for it: the questions come first, whatever a consumer
    # does with the tokens.
    foreach ($description in $events) {
        if ($description.kind -eq 'sign' -or $description.kind -eq 'assertion') { Resolve-OperationQuestion -Run $Run -Description $description -Bytes $bytes -Start $start }
    }
    foreach ($description in $events) {
        if ($description.kind -eq 'token') {
            $Run.Done++
            $Run.Outstanding--
            $secret = [byte[]]::new($description.payload[1])
            [System.Array]::Copy($bytes, $start + $description.payload[0], $secret, 0, $secret.Length)
            Write-TokenStory -Description $description
            New-TokenObject -Description $description -Secret $secret -Run $Run
        }
        elseif ($description.kind -eq 'error') {
            $Run.Done++
            $Run.Failed++
            $Run.Outstanding--
            $Cmdlet.WriteError((New-ExoMtErrorRecord -Failure $description.error -TargetObject $description.organization))
        }
    }
    [System.Array]::Clear($bytes, 0, $bytes.Length)
}
