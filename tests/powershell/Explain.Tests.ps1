# Tests explanations of errors as Entra, MSAL, Exchange, Graph, Az and PowerShell show them.
param()

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1')
    Import-ExoMt
}

Describe 'A common error' {
    It 'is explained: <Kind> <Code> (<Nr>)' -ForEach @(
        @{ Nr = 1; Kind = 'UnauthorizedClient_DoesNotMatchRequest'; Code = 'AADSTS700016'; By = 'Customer*'; Fix = '*consent*'
            Text = "Get-Token: A configuration issue is preventing authentication - check the error message from the server for details. You can modify the configuration in the application registration portal. See https://aka.ms/msal-net-invalid-client for details.`n Original exception: AADSTS700016: Application with identifier 'ae11b22c-3d44-4e55-8f66-778899aabbcc' was not found in the directory 'Contoso'. Trace ID: 4f1c Correlation ID: 77aa Timestamp: 2026-11-25 08:00:00Z" }
        @{ Nr = 2; Kind = 'MissingServicePrincipalInTenant'; Code = 'AADSTS7000229'; By = 'Customer*'; Fix = '*consent*'
            Text = '{"error":"unauthorized_client","error_description":"AADSTS7000229: The client application ae11b22c is missing service principal in the tenant 7e4a. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119 Trace ID: 1 Correlation ID: 2","error_codes":[7000229],"timestamp":"2026-11-25 08:00:00Z"}' }
        @{ Nr = 3; Kind = 'InvalidClientSecret'; Code = 'AADSTS7000215'; By = 'Partner'; Fix = '*secret*'
            Text = "Connect-AzAccount: ClientSecretCredential authentication failed: AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID" }
        @{ Nr = 4; Kind = 'ClientAssertionSignatureInvalid'; Code = 'AADSTS700027'; By = 'Partner'; Fix = '*certificate*'
            Text = "MsalServiceException: AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '1168BA']" }
        @{ Nr = 5; Kind = 'InvalidTenantName'; Code = 'AADSTS90002'; By = '*'; Fix = '*'
            Text = "AADSTS90002: Tenant 'contso.onmicrosoft.com' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud." }
        @{ Nr = 6; Kind = 'BlockedByConditionalAccess'; Code = 'AADSTS53003'; By = 'Customer*'; Fix = '*'
            Text = "Connect-MgGraph: ClientCertificateCredential authentication failed: AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance." }
        @{ Nr = 7; Kind = 'DirectoryRoleMissing'; By = 'Customer*'; Fix = '*Exchange Administrator*'
            Text = "Error Details`n|`nThe role assigned to application ae11b22c-3d44-4e55-8f66-778899aabbcc isn't supported in this scenario. Please check online documentation for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication." }
        @{ Nr = 8; Kind = 'AppRoleMissing'; By = 'Customer*'; Fix = '*Exchange.ManageAsApp*'
            Text = "Successfully got a token`nConnect-ExchangeOnline : UnAuthorized`nAt C:\jobs\run.ps1:12 char:5`n+     Connect-ExchangeOnline -AccessToken `$token -Organization `$org`n    + CategoryInfo          : NotSpecified: (:) [], UnauthorizedAccessException`n    + FullyQualifiedErrorId : System.UnauthorizedAccessException" }
        @{ Nr = 9; Kind = 'ModuleNotFormed'; By = 'Partner'; Fix = '*Exchange.ManageAsApp*'
            Text = "WARNING: Failed to fetch banner content`nOperationStopped: Module could not be correctly formed. Please run Connect-ExchangeOnline again." }
        @{ Nr = 10; Kind = 'CmdletNotAvailable'; By = 'Customer*'; Fix = '*role*'
            Text = "Get-Mailbox: The term 'Get-Mailbox' is not recognized as a name of a cmdlet, function, script file, or executable program.`nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again." }
        @{ Nr = 41; Kind = 'ParameterNotAvailable'; By = 'Partner'; Fix = '*Get-ManagementRole*'
            Text = "Set-Mailbox: A parameter cannot be found that matches parameter name 'LitigationHoldEnabled'." }
        @{ Nr = 42; Kind = 'Timeout'; Retryable = $true; By = 'Nobody*'; Fix = '*'
            Text = 'Get-EXOMailbox: A task was canceled.' }
        @{ Nr = 11; Kind = 'RoleTooSmall'; By = 'Customer*'; Fix = '*Get-ManagementRole*'
            Text = '{"error":{"code":"Forbidden","message":"User is not allowed to call Set-TransportRule."}}' }
        @{ Nr = 12; Kind = 'DirectoryRoleMissing'; By = 'Customer*'; Fix = '*role*'
            Text = 'Failed to retrieve executing user. The app has no valid role.' }
        @{ Nr = 13; Kind = 'RoleTooSmall'; By = 'Customer*'; Fix = '*'
            Text = "Active Directory operation failed on AM6PR01. This error is not retriable. Additional information: Insufficient access rights to perform the operation.`nActive directory response: 00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0" }
        @{ Nr = 14; Kind = 'WriteTrap'; By = 'Partner'; Fix = '*onmicrosoft.com*'
            Text = "Set-Mailbox: |Microsoft.Exchange.Data.Directory.InsufficientPermissionsException|Current user doesn't have write permission to target DC AM6PR01A." }
        @{ Nr = 15; Kind = 'Throttled'; Retryable = $true; By = 'Nobody*'; Fix = '*'
            Text = 'You have reached the maximum number of concurrent requests per tenant. Please wait and try again' }
        @{ Nr = 16; Kind = 'Throttled'; Retryable = $true; By = 'Nobody*'; Fix = '*Retry-After*'
            Text = 'Invoke-RestMethod: Response status code does not indicate success: 429 (Too Many Requests).' }
        @{ Nr = 17; Kind = 'ConnectionLimit'; Retryable = $true; By = 'Partner'; Fix = '*Disconnect-ExchangeOnline*'
            Text = 'Fail to create runspace because you have exceeded the maximum number of connections allowed : 3 for the policy party : MaxConcurrency.' }
        @{ Nr = 18; Kind = 'RemoteSession'; By = 'Partner'; Fix = '*'
            Text = "New-ExoPSSession : Create Powershell Session is failed using OAuth`nAt C:\Program Files\WindowsPowerShell\Modules\ExchangeOnlineManagement\2.0.5\netFramework\ExchangeOnlineManagement.psm1:475 char:30" }
        @{ Nr = 19; Kind = 'RemoteSession'; By = 'Partner'; Fix = '*'
            Text = 'Connecting to remote server outlook.office365.com failed with the following error message : The WinRM client cannot process the request. Basic authentication is currently disabled in the client configuration.' }
        @{ Nr = 20; Kind = 'DirectoryRoleMissing'; By = 'Customer*'; Fix = '*'
            Text = 'New-ExoPSSession : Processing data from remote server outlook.office365.com failed with the following error message: [AuthZRequestId=8a][FailureCategory=AuthZ-CmdletAccessDeniedException] The role assigned to application' }
        @{ Nr = 21; Kind = 'KeyNotUsable'; By = 'Partner'; Fix = '*key*'
            Text = 'Connect-ExchangeOnline: Keyset does not exist. Error: Could not find tenant id for provided tenant domain contoso.onmicrosoft.com' }
        @{ Nr = 22; Kind = 'KeyNotUsable'; By = 'Partner'; Fix = '*'
            Text = 'MSAL.NetCore.4.66.2.0.MsalClientException: ErrorCode: cryptographic_error. Could not use the certificate for signing. See inner exception for details. Possible cause: this may be a known issue with apps build against .NET Desktop 4.6 or lower.' }
        @{ Nr = 23; Kind = 'CertificateNotFound'; By = 'Partner'; Fix = '*Cert:*'
            Text = "Connect-MgGraph: Certificate with thumbprint '1168BA00' was not found in CurrentUser or LocalMachine store" }
        @{ Nr = 24; Kind = 'WrongPfxPassword'; By = 'Partner'; Fix = '*'
            Text = 'Exception calling ".ctor" with "2" argument(s): "The specified network password is not correct."' }
        @{ Nr = 25; Kind = 'AssemblyConflict'; By = 'Partner'; Fix = '*process*'
            Text = "Connect-ExchangeOnline: Method not found: '!0 Microsoft.Identity.Client.BaseAbstractApplicationBuilder``1.WithBroker(Microsoft.Identity.Client.BrokerOptions)'." }
        @{ Nr = 26; Kind = 'AssemblyConflict'; By = 'Partner'; Fix = '*'
            Text = 'Die Datei oder Assembly "Microsoft.Identity.Client, Version=4.66.2.0, Culture=neutral, PublicKeyToken=0a613f4dd989e8ae" wurde nicht geladen. System.IO.FileLoadException' }
        @{ Nr = 27; Kind = 'AssemblyConflict'; By = 'Partner'; Fix = '*'
            Text = "Connect-MgGraph: Invalid JWT access token. IDX12729: Unable to decode the header '[PII is hidden]' as Base64Url encoded string." }
        @{ Nr = 28; Kind = 'AssemblyConflict'; By = 'Partner'; Fix = '*'
            Text = "Impossible de charger le type 'Microsoft.Identity.Client.Extensions.Msal.Storage'. System.TypeLoadException" }
        @{ Nr = 29; Kind = 'TlsTrust'; By = 'Network admin'; Fix = '*root*'
            Text = 'HttpRequestException: The SSL connection could not be established, see inner exception. ---> AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot' }
        @{ Nr = 30; Kind = 'TlsVersion'; By = 'Partner'; Fix = '*Tls12*'
            Text = 'Invoke-RestMethod : The request was aborted: Could not create SSL/TLS secure channel.' }
        @{ Nr = 31; Kind = 'ProxyAuthentication'; By = 'Network admin'; Fix = '*proxy*'
            Text = 'The remote server returned an error: (407) Proxy Authentication Required.' }
        @{ Nr = 32; Kind = 'NameResolution'; Retryable = $true; By = 'Network admin'; Fix = '*DNS*'
            Text = 'Invoke-WebRequest: No such host is known. (login.microsoftonline.con:443)' }
        @{ Nr = 33; Kind = 'TokenExpired'; By = 'Partner'; Fix = '*connect again*'
            Text = 'Write-ErrorMessage : Unauthorized. Token has expired. IDX10223: Lifetime validation failed. The token is expired.' }
        @{ Nr = 34; Kind = 'WrongAudience'; By = 'Partner'; Fix = '*audience*', '*Get-ExoMtToken*'
            Text = 'HTTP/1.1 401 Unauthorized; www-authenticate: Bearer error="invalid_token", error_description="The audience claim value is invalid"' }
        @{ Nr = 35; Kind = 'ScopeInvalid'; By = 'Partner'; Fix = '*/.default*'
            Text = '{"error":"invalid_scope","error_description":"The provided value for the input parameter scope is not valid."}' }
        @{ Nr = 36; Kind = 'ModuleTooOld'; By = 'Partner'; Fix = '*Update-Module*'
            Text = "Connect-ExchangeOnline : A parameter cannot be found that matches parameter name 'AccessToken'." }
        @{ Nr = 37; Kind = 'ModuleMissing'; By = 'Partner'; Fix = '*Install-Module*'
            Text = "Connect-ExchangeOnline : The term 'Connect-ExchangeOnline' is not recognized as the name of a cmdlet, function, script file, or operable program." }
        @{ Nr = 38; Kind = 'PackageManagementMissing'; By = 'Partner'; Fix = '*SkipLoadingFormatData*'
            Text = "The term 'Update-ModuleManifest' is not recognized as the name of a cmdlet, function, script file, or operable program." }
        @{ Nr = 39; Kind = 'DirectoryRoleMissing'; By = 'Customer*'; Fix = '*'
            Text = 'POST https://outlook.office365.com/adminapi/beta/7e4a/InvokeCommand failed: 403 Forbidden' }
        @{ Nr = 40; Kind = 'PrincipalDisabled'; By = 'Customer*'; Fix = '*Enterprise applications*'
            Text = "Token request refused: the service principal 'Partner Tool' is disabled in tenant Contoso." }
    ) {
        $found = @(Resolve-ExoMtError -InputObject $Text)
        $found[0].Kind | Should -Be $Kind
        $found[0].Code | Should -Be $Code
        $found[0].FixedBy | Should -BeLike $By
        $found[0].Fix | Should -BeLike @($Fix)[-1]
        $found[0].Retryable | Should -Be ([bool]$Retryable)
        $found[0].Meaning | Should -Not -BeNullOrEmpty
    }
}

Describe 'An error in other words' {
    It 'is <Kind>: <Text>' -ForEach @(
        @{ Kind = 'AppRoleMissing'; Text = 'OperationStopped: UnAuthorized' }
        @{ Kind = 'AppRoleMissing'; Text = 'HTTP 401 from https://outlook.office365.com/adminapi/beta/x/InvokeCommand' }
        @{ Kind = 'DirectoryRoleMissing'; Text = 'HTTP/1.1 403 Forbidden x-ms-diagnostics: 2000008;reason="The role assigned to application isn''t supported in this scenario"' }
        @{ Kind = 'RoleTooSmall'; Text = '|Microsoft.Exchange.Authorization.CmdletAccessDeniedException|The cmdlet isn''t available to you.' }
        @{ Kind = 'RoleTooSmall'; Text = 'User ''EURPR01A/Microsoft Exchange Hosted Organizations/x'' is not allowed to call ''Get-Mailbox''' }
        @{ Kind = 'GroupManagerCheck'; Text = 'You don''t have sufficient permissions. This operation can only be performed by a manager of the group.' }
        @{ Kind = 'ConnectionLimit'; Text = 'You have exceeded the maximum number of concurrent connections.' }
        @{ Kind = 'RemoteSession'; Text = 'New-PSSession : [outlook.office365.com] Connecting to remote server outlook.office365.com failed with the following error message : Access is denied.' }
        @{ Kind = 'CertificateNotFound'; Text = 'Could not find the certificate with thumbprint ABCDEF in the certificate store' }
        @{ Kind = 'WrongPfxPassword'; Text = 'Das angegebene Netzwerkkennwort ist nicht richtig.' }
        @{ Kind = 'AssemblyConflict'; Text = 'Metodo non trovato: ''!0 Microsoft.Identity.Client.BaseAbstractApplicationBuilder`1.WithBroker(Microsoft.Identity.Client.BrokerOptions)''' }
        @{ Kind = 'ProxyAuthentication'; Text = 'The proxy tunnel request to proxy ''http://proxy:8080/'' failed with status code ''407''.' }
        @{ Kind = 'PowerShellTooOld'; Text = 'This version of the module requires PowerShell 7.6 or later' }
        @{ Kind = 'CredentialRejected'; Text = '{"error":"invalid_client"}' }
        @{ Kind = 'AppRoleMissing'; Text = 'Get-EXOMailbox: Error while querying REST service. HttpStatusCode=401 ErrorMessage=' }
        @{ Kind = 'DirectoryRoleMissing'; Text = 'Error while querying REST service. HttpStatusCode=403 ErrorMessage=' }
        @{ Kind = 'InteractiveSignIn'; Text = 'Connect-ExchangeOnline: A window handle must be configured. See https://aka.ms/msal-net-wam#parent-window-handles' }
        @{ Kind = 'ModuleNotLoaded'; Text = "The 'Connect-ExchangeOnline' command was found in the module 'ExchangeOnlineManagement', but the module could not be loaded." }
        @{ Kind = 'ModuleTooOld'; Text = "-AccessToken: A parameter cannot be found that matches parameter name 'AccessToken'." }
        @{ Kind = 'GraphPermissionMissing'; Text = 'New-MgServicePrincipal: Insufficient privileges to complete the operation. ErrorCode: Authorization_RequestDenied' }
        @{ Kind = 'ServiceUnavailable'; Text = 'Invoke-RestMethod: Response status code does not indicate success: 503 (Service Unavailable).' }
        @{ Kind = 'Throttled'; Text = 'Error executing cmdlet : |Microsoft.Exchange.Configuration.Tasks.ThrottlingException|Too much' }
        @{ Kind = 'CmdletNotAvailable'; Text = 'Die Benennung "Get-Mailbox" wurde nicht als Name eines Cmdlet, einer Funktion, einer Skriptdatei erkannt.' }
    ) {
        @(Resolve-ExoMtError -InputObject $Text).Kind | Should -Be $Kind
    }

    It 'is not taken for one of Exchange if it is the 401 or 403 of another service: <_>' -ForEach @(
        'The remote server returned an error: (401) Unauthorized.'
        'Response status code does not indicate success: 403 (Forbidden).'
    ) {
        @(Resolve-ExoMtError -InputObject $_).Kind | Should -Be 'Unknown'
    }
}

Describe 'A text with no known cause' {
    It 'is Unknown: <_>' -ForEach @(
        ''
        ' '
        'It does not work.'
        'Error'
        'An error occurred. Please try again later.'
        'Object reference not set to an instance of an object.'
        'Cannot bind argument to parameter ''Identity'' because it is null.'
        'Attempted to divide by zero.'
        'The mailbox database is full.'
        'Exit code 1'
        'HRESULT: 0x80004005'
        'WARNING: The names of some imported commands include unapproved verbs.'
        'Cannot convert value "abc" to type "System.Int32".'
        'The operation couldn''t be performed because object ''jane'' couldn''t be found on ''AM6PR01''.'
        'The proxy address "SMTP:a@contoso.com" is already being used by another recipient.'
        'Access to the path ''C:\logs\run.log'' is denied.'
        'There is not enough space on the disk.'
        'Index was outside the bounds of the array.'
        'Order 700016 shipped on 2026-11-25'
        'Die Datei wurde nicht gefunden.'
    ) {
        $found = @(Resolve-ExoMtError -InputObject $_)
        $found.Count | Should -Be 1
        $found[0].Kind | Should -Be 'Unknown'
        $found[0].Fix | Should -BeLike 'Collect*'
    }
}

Describe 'Resolve-ExoMtError' {
    It 'accepts an error record, with its command and inner exceptions' {
        $inner = [System.Exception]::new('AADSTS7000222: The provided client secret keys are expired.')
        $record = [System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new('One or more errors occurred.', $inner), 'X', 'NotSpecified', $null)
        ($record | Resolve-ExoMtError).Code | Should -Be 'AADSTS7000222'
        ($record.Exception | Resolve-ExoMtError).Code | Should -Be 'AADSTS7000222'
    }

    It 'accepts codes, as text or as numbers' {
        (Resolve-ExoMtError 700016).Code | Should -Be 'AADSTS700016'
        (Resolve-ExoMtError 'AADSTS90033').Retryable | Should -BeTrue
        @(700016, 'AADSTS90002' | Resolve-ExoMtError).Code | Should -Be 'AADSTS700016', 'AADSTS90002'
        (Resolve-ExoMtError 99999999).Kind | Should -Be 'Unknown'
        (Resolve-ExoMtError 99999999).Link | Should -BeLike '*code=99999999'
    }

    It 'treats the lines of a log as one text' {
        $found = @('10:00 start', 'The role assigned to application x isn''t suppor', 'ted in this scenario. Please', '10:01 end' | Resolve-ExoMtError)
        $found.Kind | Should -Be 'DirectoryRoleMissing'
    }

    It 'returns the explanation that an error of this module carries' {
        $app = New-SecretApp
        Get-ExoMtToken -App $app -Organization northwind.onmicrosoft.com -ErrorAction SilentlyContinue -ErrorVariable failed
        $found = $failed[0] | Resolve-ExoMtError
        $found.Kind | Should -Be 'ConsentMissing'
        $found.Code | Should -BeLike 'AADSTS*'
        $found.Fix | Should -Be $failed[0].ErrorDetails.RecommendedAction
        $found.FixedBy | Should -BeLike 'Customer admin*'
    }

    It 'explains an error of this module by its text if a job lost its parts' {
        $copy = [System.Management.Automation.ErrorRecord]::new([System.Exception]::new('AADSTS700016: not there.'), 'ExoMt.ConsentMissing,Get-ExoMtToken', 'PermissionDenied', $null)
        $found = $copy | Resolve-ExoMtError
        $found.Code | Should -Be 'AADSTS700016'
        $found.Fix | Should -Not -BeNullOrEmpty
    }

    It 'returns nothing without input' {
        @(@() | Resolve-ExoMtError).Count | Should -Be 0
    }
}
