# The cmdlets of one connection, written by entra-sim. ExchangeOnlineManagement imports this file
# as a module tmpEXO_* and knows the connection by the module's path.
$script:Contexts = [Microsoft.Exchange.Management.ExoPowershellSnapin.ConnectionContextFactory]
$script:ContextId = $script:Contexts::GetConnectionContextIdByModulePath($PSScriptRoot)
$script:Client = $null

function Get-ExchangeClient {
    # One HTTP client for the connection; it trusts what the system trusts (SSL_CERT_FILE on Linux).
    if ($null -eq $script:Client) {
        Add-Type -AssemblyName System.Net.Http
        $script:Client = [System.Net.Http.HttpClient]::new()
    }
    $script:Client
}

function Get-ExchangeErrorText {
    # The text of an error response, as the cmdlets of Exchange Online show it.
    param([int] $Status, [string] $Body)

    if ($Status -eq 401) { return 'UnAuthorized' }
    try { $problem = (ConvertFrom-Json -InputObject $Body).error } catch { $problem = $null }
    if ($null -eq $problem) { return "HTTP status $Status. $Body" }
    $details = $problem.PSObject.Properties['details']
    if ($null -ne $details) { return $details.Value[0].message }
    $problem.message
}

function Stop-ExchangeCmdlet {
    # Ends the cmdlet, but not the script that runs it.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Text)

    $exception = [System.Exception]::new($Text)
    $Cmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new($exception, 'ExchangeError', 'NotSpecified', $null))
}

function Invoke-ExchangeCmdlet {
    # Runs a cmdlet on the server, and outputs the rows of all pages.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Name, [System.Collections.IDictionary] $Bound)


    $context = $script:Contexts::GetCurrentConnectionContext($script:ContextId)
    if ($null -eq $context) { Stop-ExchangeCmdlet -Cmdlet $Cmdlet -Text 'You must call Connect-ExchangeOnline before calling any other cmdlet.' }
    $access = $context.GetAuthHeader('', $Name)
    $arguments = @{}
    foreach ($key in $Bound.Keys) {
        if ([System.Management.Automation.Cmdlet]::CommonParameters -notcontains $key) { $arguments[$key] = $Bound[$key] }
    }
    $body = ConvertTo-Json -Depth 10 -InputObject @{ CmdletInput = @{ CmdletName = $Name; Parameters = $arguments } }
    $address = "$($access.BaseUri)/$($access.TenantId)/InvokeCommand"
    while ($address) {
        $request = [System.Net.Http.HttpRequestMessage]::new([System.Net.Http.HttpMethod]::Post, $address)
        $request.Content = [System.Net.Http.StringContent]::new($body, [System.Text.Encoding]::UTF8, 'application/json')
        $null = $request.Headers.TryAddWithoutValidation('Authorization', $access.AuthorizationHeader)
        $null = $request.Headers.TryAddWithoutValidation('X-AnchorMailbox', "UPN:$($access.UserPrincipalName)")
        $null = $request.Headers.TryAddWithoutValidation('X-CmdletName', $Name)
        $null = $request.Headers.TryAddWithoutValidation('Prefer', "odata.maxpagesize=$($context.PageSize)")
        $null = $request.Headers.TryAddWithoutValidation('connection-id', $context.ConnectionId)
        $response = (Get-ExchangeClient).SendAsync($request).GetAwaiter().GetResult()
        $text = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult()
        if (-not $response.IsSuccessStatusCode) { Stop-ExchangeCmdlet -Cmdlet $Cmdlet -Text (Get-ExchangeErrorText -Status ([int]$response.StatusCode) -Body $text) }
        $page = ConvertFrom-Json -InputObject $text
        $page.value
        $next = $page.PSObject.Properties['@odata.nextLink']
        $address = if ($null -ne $next) { $next.Value }
    }
}
