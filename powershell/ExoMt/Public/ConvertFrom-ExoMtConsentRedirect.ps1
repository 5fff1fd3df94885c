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
        Enter-ExoMtProcess $PSCmdlet
    }

    process {
        $answer = Read-ConsentAnswer -Redirect $Redirect -Expected $PSBoundParameters
        if (Test-ExoMtFailure $answer) { return $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $answer -TargetObject $null)) }
        $answer
    }
}
