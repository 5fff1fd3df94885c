function ConvertFrom-ExoMtConsentRedirect {
    <#
    .SYNOPSIS
        Says how an admin consent ended, from the address that the browser shows after it.

    .DESCRIPTION
        Reads a pasted redirect address, its query, or the body of a form post. Errors are read
        first: admin_consent=True is there beside an error as well. With -State the answer's
        state is compared in constant time; another state makes all of it worthless.

        A redirect proves nothing, since anybody can make one: get a token for the tenant.

    .PARAMETER Redirect
        The whole address after the consent page, its query, or the posted body.

    .PARAMETER State
        The State that New-ExoMtConsentUrl gave.

    .EXAMPLE
        ConvertFrom-ExoMtConsentRedirect -Redirect (Read-Host 'Address') -State $consent.State

        Reads the address that an admin sends back.

    .OUTPUTS
        ExoMt.ConsentAnswer: Outcome (Consented, Failed, StateMismatch, Incomplete), TenantId, StateMatches, Error, ErrorDescription, Code, Meaning, Fix, FixedBy.

    .LINK
        New-ExoMtConsentUrl
    #>
    [CmdletBinding()]
    [OutputType('ExoMt.ConsentAnswer')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)]
        [Alias('Url', 'Uri', 'Body')]
        [AllowEmptyString()]
        [string] $Redirect,

        [Parameter(Position = 1)]
        [string] $State
    )

    begin {
        Enter-ExoMtProcess
        foreach ($preference in Get-CallerPreference -Cmdlet $PSCmdlet -Bound $PSBoundParameters) {
            Set-Variable -Name $preference.Name -Value $preference.Value
        }
        $sent = $null
        $sentLength = [uintptr]::Zero
        if ($PSBoundParameters.ContainsKey('State')) {
            # An empty state is one that nothing can match, not one that was not sent.
            $sent = [System.Text.Encoding]::UTF8.GetBytes($State + [char]0)
            $sentLength = [uintptr][uint64]($sent.Length - 1)
        }
    }

    process {
        $text = [System.Text.Encoding]::UTF8.GetBytes($Redirect + ' ')
        $buffer = [uint64]0
        $failure = [uint64]0
        $status = $script:Native::exomt_consent_redirect($text, [uintptr][uint64]$text.Length, $sent, $sentLength, [ref]$buffer, [ref]$failure)
        if ($status -ne 0) { return $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure (Get-NativeFailure -Status $status -ErrorBuffer $failure) -TargetObject $null)) }
        $answer = Read-NativeJson -Buffer $buffer
        [pscustomobject]@{
            PSTypeName       = 'ExoMt.ConsentAnswer'
            Outcome          = $answer.outcome
            TenantId         = $answer.tenantId
            StateMatches     = $answer.stateMatches
            Error            = $answer.error
            ErrorDescription = $answer.errorDescription
            Code             = $answer.code
            Meaning          = $answer.meaning
            Fix              = $answer.fix
            FixedBy          = $answer.fixedBy
        }
    }
}
