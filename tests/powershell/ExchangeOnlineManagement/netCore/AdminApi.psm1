# Sends InvokeCommand requests for the stand-in, as the REST cmdlets of ExchangeOnlineManagement do.
Set-StrictMode -Version 3.0

function New-AdminClient {
    # Trusts only the simulator's root, so that no test can reach a real tenant.
    $policy = [System.Security.Cryptography.X509Certificates.X509ChainPolicy]::new()
    $policy.TrustMode = 'CustomRootTrust'
    $policy.RevocationMode = 'NoCheck'
    $null = $policy.CustomTrustStore.Add([System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem([System.IO.File]::ReadAllText($env:EXOMT_TEST_CA)))
    $handler = [System.Net.Http.SocketsHttpHandler]::new()
    $handler.UseProxy = $false
    $handler.SslOptions.CertificateChainPolicy = $policy
    [System.Net.Http.HttpClient]::new($handler)
}

$script:Client = New-AdminClient

function Get-JsonMember {
    # Returns a member of a JSON object, or nothing if it does not exist.
    param([object] $Thing, [string] $Name)
    if ($null -eq $Thing) { return }
    $property = $Thing.PSObject.Properties[$Name]
    if ($null -ne $property) { $property.Value }
}

function Get-Reason {
    # Returns the reason for a refusal, the most specific text first.
    param([object] $Answer, [string] $Text)

    $body = $null
    try { $body = ConvertFrom-Json -InputObject $Text } catch { $body = $null }
    $fault = Get-JsonMember -Thing $body -Name 'error'
    $inner = Get-JsonMember -Thing (Get-JsonMember -Thing (Get-JsonMember -Thing $fault -Name 'innererror') -Name 'internalexception') -Name 'message'
    $details = @(Get-JsonMember -Thing $fault -Name 'details')
    $detail = if ($details.Count -gt 0) { Get-JsonMember -Thing $details[0] -Name 'message' }
    $diagnostics = $null
    if ($Answer.Headers.Contains('x-ms-diagnostics')) { $diagnostics = $Answer.Headers.GetValues('x-ms-diagnostics') -join ' ' }
    foreach ($candidate in $inner, $detail, (Get-JsonMember -Thing $fault -Name 'message'), $Text.Trim([char]0, ' '), $diagnostics) {
        if ($candidate) { return $candidate }
    }
    "The remote server returned an error: ($([int]$Answer.StatusCode)) $($Answer.ReasonPhrase)."
}

function Invoke-AdminApi {
    # Runs one cmdlet on the server and returns all pages.
    param([hashtable] $Connection, [string] $Name, [System.Collections.IDictionary] $Parameters = @{})

    $sent = @{}
    foreach ($key in $Parameters.Keys) { $sent[$key] = $Parameters[$key] }
    $body = ConvertTo-Json -InputObject @{ CmdletInput = @{ CmdletName = $Name; Parameters = $sent } } -Depth 6
    $address = "$($Connection.Origin)/adminapi/beta/$($Connection.Tenant)/InvokeCommand"
    while ($address) {
        $request = [System.Net.Http.HttpRequestMessage]::new([System.Net.Http.HttpMethod]::Post, $address)
        $request.Content = [System.Net.Http.StringContent]::new($body, [System.Text.Encoding]::UTF8, 'application/json')
        $null = $request.Headers.TryAddWithoutValidation('Authorization', "Bearer $($Connection.Token)")
        $null = $request.Headers.TryAddWithoutValidation('X-AnchorMailbox', "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@$($Connection.Organization)")
        $null = $request.Headers.TryAddWithoutValidation('X-CmdletName', $Name)
        $null = $request.Headers.TryAddWithoutValidation('Prefer', "odata.maxpagesize=$($Connection.PageSize)")
        $null = $request.Headers.TryAddWithoutValidation('connection-id', $Connection.ConnectionId)
        $answer = $script:Client.SendAsync($request).GetAwaiter().GetResult()
        $text = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
        if ([int]$answer.StatusCode -eq 401) { throw [System.UnauthorizedAccessException]::new('UnAuthorized') }
        if (-not $answer.IsSuccessStatusCode) { throw [System.Exception]::new((Get-Reason -Answer $answer -Text $text)) }
        $page = ConvertFrom-Json -InputObject $text
        Get-JsonMember -Thing $page -Name 'value'
        $address = Get-JsonMember -Thing $page -Name '@odata.nextLink'
    }
}

Export-ModuleMember -Function Invoke-AdminApi
