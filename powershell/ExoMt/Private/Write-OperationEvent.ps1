function Write-OperationEvent {
    # Writes the events of a buffer: tokens and errors to the pipeline, questions to whoever
    # can answer them. The buffer is freed.
    # A call of a function costs more than all else here, so there is none for each token.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run, [object] $Buffer, [object] $TextLength)

    $bytes = Read-NativeBuffer -Buffer $Buffer
    $start = [int]$TextLength
    # See exomt_operation_take_many for the fields.
    $records = [System.Text.Encoding]::UTF8.GetString($bytes, 0, $start).Split("`n")
    # Who asks for a signature waits for it: the questions come first, whatever a consumer
    # does with the tokens.
    if ($Run['App'] -and ($Run['App']['Certificate'] -or $Run['App']['Assertion'])) { Resolve-OperationQuestion -Run $Run -Records $records -Bytes $bytes -Start $start }
    foreach ($record in $records) {
        $kind, $offset, $length, $organization, $tenantId, $appId, $resource, $expiresOn, $roles, $directoryRoles, $verdict, $objectId, $tokenId, $correlationId, $fromCache, $attempts, $waited, $detail = $record.Split("`t")
        if ($kind -eq 'token') {
            $Run['Done']++
            # The token itself is kept beside its object, not in it.
            $secret = [byte[]]::new([int]$length)
            [System.Array]::Copy($bytes, $start + [int]$offset, $secret, 0, $secret.Length)
            # What an opaque token does not say is null.
            if (-not $tenantId) { $tenantId = $null }
            if (-not $objectId) { $objectId = $null }
            if (-not $tokenId) { $tokenId = $null }
            $ends = $null
            if ($expiresOn) { $ends = [System.DateTimeOffset]::FromUnixTimeSeconds($expiresOn) }
            $permissions = [string[]]@()
            if ($roles) { $permissions = $roles.Split([char]31) }
            $held = @()
            if ($directoryRoles) {
                $parts = $directoryRoles.Split([char]31)
                $held = @(for ($part = 0; $part -lt $parts.Length; $part += 3) {
                        [pscustomobject]@{ PSTypeName = 'ExoMt.DirectoryRole'; Name = $parts[$part]; TemplateId = $parts[$part + 1]; Supported = $parts[$part + 2] -eq '1' }
                    })
            }
            $token = [pscustomobject]@{
                PSTypeName     = 'ExoMt.Token'
                Organization   = $organization
                TenantId       = $tenantId
                AppId          = $appId
                Resource       = $resource
                ExpiresOn      = $ends
                Roles          = $permissions
                DirectoryRoles = $held
                Verdict        = $verdict
                Environment    = $Run['App']['Environment']
                ObjectId       = $objectId
                TokenId        = $tokenId
                CorrelationId  = $correlationId
                FromCache      = $fromCache -eq '1'
                Attempts       = [int]$attempts
                Waited         = [timespan]::FromMilliseconds($waited)
            }
            if ($detail -or $VerbosePreference -ne 'SilentlyContinue') { Write-TokenStory -Token $token -Detail $detail -Quiet $Run.Contains('Failures') }
            $script:Shared['Tokens'].Add($token, @{ Secret = $secret; AsSecureString = $Run['AsSecureString']; Endpoint = $Run['App']['Endpoint'] })
            $token
        }
        else {
            $description = ConvertFrom-Json -InputObject $organization
            if ($description.kind -in 'sign', 'assertion') { continue }
            $Run['Done']++
            if ($description.kind -eq 'error') {
                $Run['Failed']++
                # Who asks for one token only says itself what is wrong.
                if ($Run.Contains('Failures')) {
                    $description.error.PSObject.TypeNames.Insert(0, 'ExoMt.Failure')
                    $Run['Failures'].Add($description.error)
                }
                else { $Cmdlet.WriteError((New-ExoMtErrorRecord -Failure $description.error -TargetObject $description.organization)) }
            }
            else { & $Run['Convert'] -Description $description }
        }
    }
    [System.Array]::Clear($bytes, 0, $bytes.Length)
}
