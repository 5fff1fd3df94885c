function ConvertFrom-ExoMtConsentRedirect {
    <#
    .SYNOPSIS
        Reads the result of an admin consent request from the address that the browser shows at the end.

    .DESCRIPTION
        Reads a pasted address, its query, or the body of a form post. An error takes precedence, because it can come with admin_consent=True. With -State, the state in the response is compared in constant time; if it differs, the response belongs to another request.

        A response isn't proof of consent, because anyone can forge one: request a token for the tenant.

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
        # An empty state never matches. Without -State there is no comparison.
        $sent = if ($PSBoundParameters.ContainsKey('State')) { $State }
        $answer = Invoke-NativeJson -Name exomt_consent_parse_redirect -Arguments $Redirect, $sent
        if (Test-ExoMtFailure $answer) { return $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $answer -TargetObject $null)) }
        ConvertTo-ExoMtObject -Type 'ConsentAnswer' -Value $answer
    }
}
