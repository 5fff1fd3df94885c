function ConvertFrom-ExoMtConsentRedirect {
    <#
    .SYNOPSIS
        Reads how an admin consent ended from the address that the browser shows after it.

    .DESCRIPTION
        Reads a pasted address, its query, or the body of a form post. An error wins: it can come together with admin_consent=True. With -State, the state of the answer is compared in constant time; if it differs, the answer is to another request.

        An answer proves nothing, since anyone can make one up: request a token for the tenant.

    .PARAMETER Redirect
        The whole address after the consent page, its query, or the posted body.

    .PARAMETER State
        The State of the object that New-ExoMtConsentUrl returned.

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

    begin { Enter-ExoMtProcess $PSCmdlet }

    process {
        # An empty state matches no answer. Without -State nothing is compared.
        $sent = if ($PSBoundParameters.ContainsKey('State')) { $State }
        $answer = Invoke-NativeJson -Name exomt_consent_parse_redirect -Arguments $Redirect, $sent
        if (Test-ExoMtFailure $answer) { return $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $answer -TargetObject $null)) }
        ConvertTo-ExoMtObject -Type 'ConsentAnswer' -Value $answer
    }
}
