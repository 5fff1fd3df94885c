function Test-ConnectInput {
    # What is wrong with the values given to Connect-ExoMtTenant, as a failure.
    param([string] $ParameterSet, [object] $Organization, [object[]] $Tokens, [System.Collections.IDictionary] $Bound, [string] $Resource, [int] $TimeoutSec)

    if ($Resource -notin 'Exchange', 'Compliance') {
        return New-ExoMtFailure -Name 'InvalidResource' -Category 'InvalidArgument' -Message "'$Resource' is nothing that a connection can be made to." -Fix 'Give -Resource as Exchange or Compliance.'
    }
    if ($TimeoutSec -lt 1 -or $TimeoutSec -gt 86400) {
        return New-ExoMtFailure -Name 'InvalidOptions' -Category 'InvalidArgument' -Message "-TimeoutSec is $TimeoutSec. It must be between 1 and 86400 seconds." -Fix 'Give a value in that range, or leave -TimeoutSec out for 120 seconds.'
    }
    if ($Bound.ContainsKey('Certificate') -and $null -eq $Bound['Certificate']) {
        return New-ExoMtFailure -Name 'CertificateNotFound' -Category 'ObjectNotFound' -Message 'The value of -Certificate is null, so nothing was connected.' -Fix 'Pass a certificate with its private key.'
    }
    if ($Tokens.Count -gt 1 -or ($Organization -is [array] -and $Organization.Count -ne 1)) {
        return New-ExoMtFailure -Name 'OneTenantOnly' -Category 'InvalidArgument' -Message 'Connect-ExoMtTenant connects one tenant, but was given several, of which the last would hide the others. None was connected.' -Fix 'Call it in a loop and work in each tenant before the next, or connect each with a -Prefix of its own.'
    }
    # A pipeline that gave nothing leaves everything unset. Going on without a word would run
    # what follows in the tenant that was connected before.
    $missing = $ParameterSet -eq 'App' -and -not $Bound.ContainsKey('Organization')
    if ($ParameterSet -eq 'Token') { $missing = $Tokens.Count -eq 0 -or $null -eq $Tokens[0] -or -not (@($Tokens[0].PSObject.TypeNames) -match '(^|\.)ExoMt\.Token$') }
    if ($missing) {
        New-ExoMtFailure -Name 'TokenMissing' -Category 'InvalidArgument' -Message 'There is no token to connect with, so nothing was connected.' -Fix 'Give -Token an object of Get-ExoMtToken; if that gave none, its error says why.'
    }
}
