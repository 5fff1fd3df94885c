function Test-ConnectInput {
    # Checks the values of Connect-ExoMtTenant. Returns a failure, or nothing.
    param([string] $ParameterSet, [object] $Organization, [object[]] $Tokens, [System.Collections.IDictionary] $Bound, [int] $TimeoutSec)

    if ($TimeoutSec -lt 1 -or $TimeoutSec -gt 86400) {
        return New-ExoMtFailure -Name 'InvalidOptions' -Category 'InvalidArgument' -Message "-TimeoutSec is $TimeoutSec. It must be between 1 and 86400 seconds." -Fix 'Use a value in that range, or leave -TimeoutSec out for 120 seconds.'
    }
    if ($Bound.ContainsKey('Certificate') -and $null -eq $Bound['Certificate']) {
        return New-ExoMtFailure -Name 'CertificateNotFound' -Category 'ObjectNotFound' -Message 'The value of -Certificate is null, so nothing was connected.' -Fix 'Pass a certificate with its private key.'
    }
    if ($Tokens.Count -gt 1 -or ($Organization -is [array] -and $Organization.Count -ne 1)) {
        return New-ExoMtFailure -Name 'OneTenantOnly' -Category 'InvalidArgument' -Message 'Connect-ExoMtTenant connects one tenant, but received several, of which the last would hide the others. None was connected.' -Fix 'Call it in a loop and finish the work in each tenant before the next, or connect each with its own -Prefix.'
    }
    # After an empty pipeline neither parameter is set. This has to be an error, because the script's
    # next commands rely on the connection.
    $isMissing = $ParameterSet -eq 'App' -and -not $Bound.ContainsKey('Organization')
    if ($ParameterSet -eq 'Token') { $isMissing = $Tokens.Count -eq 0 -or $null -eq $Tokens[0] -or -not (@($Tokens[0].PSObject.TypeNames) -match '(^|\.)ExoMt\.Token$') }
    if ($isMissing) {
        New-ExoMtFailure -Name 'TokenMissing' -Category 'InvalidArgument' -Message 'There is no token to connect with, so nothing was connected.' -Fix 'Pass -Token an object from Get-ExoMtToken. If that command returned none, its error says why.'
    }
}
