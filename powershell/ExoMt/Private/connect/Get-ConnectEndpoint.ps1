function Get-ConnectEndpoint {
    # The arguments that lead the genuine command to the tenant's cloud, or a failure.
    param([object] $Cloud, [string] $Authority, [string] $ConnectionUri, [string] $Resource)

    $signIn = $Cloud.authorizationEndpointUri
    if ($Authority -and $Authority -ne "https://$($Cloud.loginHost)") { $signIn = "$Authority/organizations" }
    if ($Resource -eq 'Compliance') {
        if (-not $Cloud.complianceConnectionUri) {
            return New-ExoMtFailure -Name 'ComplianceUnavailable' -Category 'NotImplemented' -Message "No endpoint of Security & Compliance PowerShell is known in $($Cloud.title)." -Fix 'Use Connect-IPPSSession -ConnectionUri with the address that the operator of the cloud names, and a token of Get-ExoMtToken.'
        }
        return @{ ConnectionUri = $Cloud.complianceConnectionUri; AzureADAuthorizationEndpointUri = $signIn }
    }
    if ($ConnectionUri) { return @{ ConnectionUri = $ConnectionUri; AzureADAuthorizationEndpointUri = $signIn } }
    if ($Cloud.exchangeEnvironmentName) { return @{ ExchangeEnvironmentName = $Cloud.exchangeEnvironmentName } }
    @{ ConnectionUri = $Cloud.connectionUri; AzureADAuthorizationEndpointUri = $signIn }
}
