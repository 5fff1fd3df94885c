function Write-OperationEvent {
    # Writes the events of a buffer: tokens and errors to the pipeline, questions to whoever
    # can answer them. The buffer is freed.
    # A call of a function costs more than all else here, so there is none for each token.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run, [object] $Buffer, [object] $TextLength)

    $bytes = Read-NativeBuffer -Buffer $Buffer
    $start = [int]$TextLength
    # See exomt_operation_take_records for the fields.
    $records = [System.Text.Encoding]::UTF8.GetString($bytes, 0, $start).Split("`n")
    # Who asks for a signature waits for it: the questions come first, whatever a consumer
    # does with the tokens.
    if ($Run['App'] -and ($Run['App']['Certificate'] -or $Run['App']['Assertion'])) { Resolve-OperationQuestion -Run $Run -Records $records -Bytes $bytes -Start $start }
    $none = [string[]]@()
    $atOnce = [timespan]::Zero
    $verbose = $VerbosePreference -ne 'SilentlyContinue'
    foreach ($record in $records) {
        $field = $record.Split("`t")
        if ($field[0] -ne 'token') {
            Write-OtherEvent -Cmdlet $Cmdlet -Run $Run -Json $field[3]
            continue
        }
        $Run['Done']++
        $secret = [byte[]]::new([int]::Parse($field[2]))
        [System.Buffer]::BlockCopy($bytes, $start + [int]::Parse($field[1]), $secret, 0, $secret.Length)
        # What an opaque token does not say is null.
        $ends = $tenantId = $objectId = $tokenId = $null
        if ($field[4]) { $tenantId = $field[4] }
        if ($field[11]) { $objectId = $field[11] }
        if ($field[12]) { $tokenId = $field[12] }
        if ($field[7]) { $ends = [System.DateTimeOffset]::FromUnixTimeSeconds([long]::Parse($field[7])) }
        $waited = $atOnce
        if ($field[16] -ne '0') { $waited = [timespan]::FromMilliseconds([double]::Parse($field[16])) }
        $permissions = $none
        if ($field[8]) { $permissions = $field[8].Split([char]31) }
        # Most tenants of a partner give the app the same roles.
        $held = $script:RoleLists[$field[9]]
        if ($null -eq $held) { $held = Get-RoleList -Text $field[9] }
        $token = $script:Token::new(@(
                $field[3], $tenantId, $field[5], $field[6], $ends, $permissions, $held.Clone(), $field[10], $Run['App']['Environment'],
                $objectId, $tokenId, $field[13], ($field[14] -eq '1'), [int]::Parse($field[15]), $waited, $secret, $Run['Origin']))
        if ($field[17] -or $verbose) { Write-TokenStory -Token $token -Detail $field[17] -Quiet $Run.Contains('Failures') }
        $token
    }
    [System.Array]::Clear($bytes, 0, $bytes.Length)
}
