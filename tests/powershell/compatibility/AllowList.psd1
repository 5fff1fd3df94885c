# What the module's scripts may use. Before you add an entry, make sure that Windows PowerShell
# 5.1 on .NET Framework 4.7.2 has it, in an assembly that is loaded there without Add-Type
# (mscorlib, System, System.Core, System.Management.Automation), and with the same meaning:
# not, for example, String.Split('ab'), which takes a text in .NET but single characters in the
# Framework. Numbers in brackets count arguments. An entry that nothing uses fails the suite.
@{
    # Windows PowerShell 5.1 refuses an attribute with an argument that it does not know.
    AttributeArguments = @(
        'CmdletBinding(DefaultParameterSetName)',
        'CmdletBinding(SupportsShouldProcess)',
        'Parameter(Mandatory)',
        'Parameter(ParameterSetName)',
        'Parameter(Position)',
        'Parameter(ValueFromPipeline)',
        'System.Diagnostics.CodeAnalysis.SuppressMessageAttribute(Justification)'
    )

    # Cmdlets and those of their parameters that 5.1 has.
    Commands           = @{
        'ConvertFrom-Json' = @('InputObject')
        'ForEach-Object'   = @()
        'Get-ChildItem'    = @('Path')
        'Get-Module'       = @()
        'Group-Object'     = @('Property')
        'Set-Variable'     = @('Name', 'Value')
        'Start-Sleep'      = @('Milliseconds')
        'Where-Object'     = @()
        'Write-Debug'      = @()
        'Write-Progress'   = @('Activity', 'Completed', 'PercentComplete', 'SecondsRemaining', 'Status')
        'Write-Verbose'    = @()
        'Write-Warning'    = @()
    }

    # Names in the library's JSON and in the module's tables that no literal key defines.
    DataNames          = @(
        'algorithm',
        'aliases',
        'Apps',
        'azureCloud',
        'certificateAuthorityPem',
        'closed',
        'clouds',
        'finding',
        'graph',
        'graphEnvironment',
        'milliseconds',
        'probeCommand',
        'proxy',
        'reason',
        'requestId',
        'resources',
        'roleAreas',
        'statistics',
        'title',
        'totalTimeoutMs',
        'unanswered',
        'waits'
    )

    # Variables of PowerShell 6 and later, only after a return on Windows.
    GuardedVariables   = @(
        'IsMacOS'
    )

    # 5.1 refuses a manifest with another key.
    ManifestKeys       = @(
        'AliasesToExport',
        'Author',
        'CmdletsToExport',
        'CompanyName',
        'CompatiblePSEditions',
        'Copyright',
        'Description',
        'DotNetFrameworkVersion',
        'FormatsToProcess',
        'FunctionsToExport',
        'GUID',
        'ModuleVersion',
        'PowerShellVersion',
        'PrivateData',
        'RootModule',
        'TypesToProcess',
        'VariablesToExport'
    )

    # Instance methods, each with the types that the module calls it on: the tree does not
    # tell them.
    Methods            = @{
        'Add(1)'                                 = 'System.Collections.Generic.List'
        'Add(2)'                                 = 'System.Runtime.CompilerServices.ConditionalWeakTable'
        'Clear(0)'                               = 'System.Collections.Hashtable'
        'Clone(0)'                               = 'System.Array'
        'Close(0)'                               = 'System.Security.Cryptography.X509Certificates.X509Store'
        'Contains(1)'                            = 'System.String (a text; the overload for a char is newer)'
        'ContainsKey(1)'                         = 'System.Collections.Hashtable, System.Collections.Generic.Dictionary'
        'CreateType(0)'                          = 'System.Reflection.Emit.TypeBuilder'
        'Decode(1)'                              = 'System.Security.Cryptography.X509Certificates.X500DistinguishedName'
        'DefineDynamicModule(1)'                 = 'System.Reflection.Emit.AssemblyBuilder'
        'DefinePInvokeMethod(8)'                 = 'System.Reflection.Emit.TypeBuilder'
        'DefineType(2)'                          = 'System.Reflection.Emit.ModuleBuilder'
        'Dispose(0)'                             = 'System.Security.Cryptography.RSA (AsymmetricAlgorithm)'
        'ExportParameters(1)'                    = 'System.Security.Cryptography.RSA'
        'Find(3)'                                = 'System.Security.Cryptography.X509Certificates.X509Certificate2Collection'
        'GetBaseException(0)'                    = 'System.Exception'
        'GetBytes(1)'                            = 'System.Text.Encoding (a text, or chars)'
        'GetData(1)'                             = 'System.AppDomain'
        'GetEnumerator(0)'                       = 'System.Collections.Hashtable'
        'GetString(1)'                           = 'System.Text.Encoding'
        'GetString(3)'                           = 'System.Text.Encoding'
        'GetType(0)'                             = 'System.Object'
        'GetUnresolvedProviderPathFromPSPath(1)' = 'System.Management.Automation.PathIntrinsics'
        'GetValue(1)'                            = 'System.Management.Automation.PSVariableIntrinsics'
        'Insert(2)'                              = 'System.Collections.ObjectModel.Collection (PSObject.TypeNames)'
        'MakeByRefType(0)'                       = 'System.Type'
        'Open(1)'                                = 'System.Security.Cryptography.X509Certificates.X509Store'
        'Remove(1)'                              = 'System.Collections.Hashtable, System.Runtime.CompilerServices.ConditionalWeakTable'
        'Replace(2)'                             = 'System.String (texts; ordinal)'
        'SetData(2)'                             = 'System.AppDomain'
        'SetImplementationFlags(1)'              = 'System.Reflection.Emit.MethodBuilder'
        'ShouldProcess(2)'                       = 'System.Management.Automation.Cmdlet'
        'SignData(3)'                            = 'System.Security.Cryptography.RSA (data, hash, padding: 4.6)'
        'Split(1)'                               = 'System.String (one char: 5.1 has no overload for a text)'
        'StartsWith(2)'                          = 'System.String (a text, StringComparison)'
        'Substring(1)'                           = 'System.String'
        'Substring(2)'                           = 'System.String'
        'ThrowTerminatingError(1)'               = 'System.Management.Automation.Cmdlet'
        'ToLocalTime(0)'                         = 'System.DateTimeOffset'
        'ToLowerInvariant(0)'                    = 'System.String'
        'ToString(0)'                            = 'System.Guid'
        'ToString(1)'                            = 'System.DateTimeOffset'
        'ToString(2)'                            = 'System.DateTime'
        'ToUInt64(0)'                            = 'System.UIntPtr'
        'ToUniversalTime(0)'                     = 'System.DateTime'
        'ToUpperInvariant(0)'                    = 'System.String'
        'Trim(0)'                                = 'System.String'
        'TrimStart(2)'                           = 'System.String (single characters; no overload for a text)'
        'TryGetValue(2)'                         = 'System.Runtime.CompilerServices.ConditionalWeakTable'
        'WriteError(1)'                          = 'System.Management.Automation.Cmdlet'
        'WriteObject(1)'                         = 'System.Management.Automation.PSCmdlet'
    }

    # Instance properties, as above. One that is also a key of a table in the module has no
    # entry: the tree does not tell them apart.
    Properties         = @{
        'BaseObject'            = 'System.Management.Automation.PSObject'
        'CategoryInfo'          = 'System.Management.Automation.ErrorRecord'
        'Certificates'          = 'System.Security.Cryptography.X509Certificates.X509Store'
        'Count'                 = 'System.Collections.Generic.List, arrays'
        'Data'                  = 'System.Exception'
        'Elapsed'               = 'System.Diagnostics.Stopwatch'
        'ElapsedMilliseconds'   = 'System.Diagnostics.Stopwatch'
        'ErrorDetails'          = 'System.Management.Automation.ErrorRecord'
        'Exception'             = 'System.Management.Automation.ErrorRecord'
        'FullName'              = 'System.IO.FileInfo, System.Type'
        'FullyQualifiedErrorId' = 'System.Management.Automation.ErrorRecord'
        'HasPrivateKey'         = 'System.Security.Cryptography.X509Certificates.X509Certificate2'
        'InnerException'        = 'System.Exception'
        'IsAlive'               = 'System.WeakReference'
        'Key'                   = 'System.Collections.DictionaryEntry'
        'Keys'                  = 'System.Collections.IDictionary'
        'LanguageMode'          = 'System.Management.Automation.SessionState'
        'Length'                = 'System.String, System.Security.SecureString, arrays'
        'Module'                = 'System.Management.Automation.SessionState'
        'Modulus'               = 'System.Security.Cryptography.RSAParameters'
        'NotAfter'              = 'System.Security.Cryptography.X509Certificates.X509Certificate2'
        'OnRemove'              = 'System.Management.Automation.PSModuleInfo'
        'ParameterSetName'      = 'System.Management.Automation.PSCmdlet'
        'Path'                  = 'System.Management.Automation.SessionState'
        'Properties'            = 'System.Management.Automation.PSObject'
        'PSObject'              = 'any object'
        'PSVariable'            = 'System.Management.Automation.SessionState'
        'RawData'               = 'System.Security.Cryptography.X509Certificates.X509Certificate2'
        'RecommendedAction'     = 'System.Management.Automation.ErrorDetails'
        'SecurePassword'        = 'System.Net.NetworkCredential'
        'SessionState'          = 'System.Management.Automation.EngineIntrinsics, System.Management.Automation.PSCmdlet'
        'SubjectName'           = 'System.Security.Cryptography.X509Certificates.X509Certificate2'
        'Thumbprint'            = 'System.Security.Cryptography.X509Certificates.X509Certificate2'
        'TotalSeconds'          = 'System.TimeSpan'
        'TypeNames'             = 'System.Management.Automation.PSObject'
        'UseShellExecute'       = 'System.Diagnostics.ProcessStartInfo'
    }

    StaticMembers      = @(
        # 4.5; before it only AppDomain could.,
        # 4.6,
        # 4.7.1,
        # The generic one: value and [ref], whose type is taken from the variable.,
        'byte[]::new(1)',
        'char[]::new(1)',
        'datetime::UtcNow',
        'guid::Empty',
        'guid::TryParse(2)',
        'int64::MaxValue',
        'intptr::Zero',
        'regex::Split(2)',
        'string::Intern(1)',
        'System.AppDomain::CurrentDomain',
        'System.Array::Clear(3)',
        'System.Array::Copy(5)',
        'System.Collections.Generic.List::new(0)',
        'System.Convert::FromBase64String(1)',
        'System.Convert::ToBase64String(1)',
        'System.DateTimeOffset::FromUnixTimeSeconds(1)',
        'System.DateTimeOffset::Parse(3)',
        'System.DateTimeOffset::UtcNow',
        'System.Diagnostics.Process::Start(1)',
        'System.Diagnostics.ProcessStartInfo::new(1)',
        'System.Diagnostics.Stopwatch::StartNew(0)',
        'System.Environment::GetEnvironmentVariable(1)',
        'System.Environment::NewLine',
        'System.Globalization.CultureInfo::InvariantCulture',
        'System.Globalization.DateTimeStyles::AssumeUniversal',
        'System.InvalidOperationException::new(1)',
        'System.IO.File::Exists(1)',
        'System.IO.File::ReadAllBytes(1)',
        'System.IO.Path::DirectorySeparatorChar',
        'System.Management.Automation.CompletionResult::new(1)',
        'System.Management.Automation.ErrorCategory::NotSpecified',
        'System.Management.Automation.ErrorDetails::new(1)',
        'System.Management.Automation.ErrorRecord::new(4)',
        'System.Math::Max(2)',
        'System.Math::Min(2)',
        'System.Net.NetworkCredential::new(2)',
        'System.Reflection.Emit.AssemblyBuilder::DefineDynamicAssembly(2)',
        'System.Runtime.CompilerServices.ConditionalWeakTable::new(0)',
        'System.Runtime.InteropServices.Marshal::Copy(4)',
        'System.Runtime.InteropServices.Marshal::SecureStringToGlobalAllocUnicode(1)',
        'System.Runtime.InteropServices.Marshal::ZeroFreeGlobalAllocUnicode(1)',
        'System.Runtime.InteropServices.RuntimeInformation::ProcessArchitecture',
        'System.Security.Cryptography.HashAlgorithmName::SHA256',
        'System.Security.Cryptography.RSASignaturePadding::Pkcs1',
        'System.Security.Cryptography.RSASignaturePadding::Pss',
        'System.Security.Cryptography.X509Certificates.RSACertificateExtensions::GetRSAPrivateKey(1)',
        'System.Security.Cryptography.X509Certificates.RSACertificateExtensions::GetRSAPublicKey(1)',
        'System.Security.Cryptography.X509Certificates.X500DistinguishedName::new(1)',
        'System.Security.Cryptography.X509Certificates.X509Certificate2::GetCertContentType(1)',
        'System.Security.Cryptography.X509Certificates.X509Certificate2::new(1)',
        'System.Security.Cryptography.X509Certificates.X509Store::new(2)',
        'System.StringComparison::OrdinalIgnoreCase',
        'System.Text.Encoding::ASCII',
        'System.Text.Encoding::UTF8',
        'System.Threading.Monitor::Enter(1)',
        'System.Threading.Monitor::Exit(1)',
        'System.WeakReference::new(1)',
        'timespan::FromMilliseconds(1)',
        'type::EmptyTypes',
        'uintptr::Zero'
    )

    # As the scripts write them. Accelerators such as short, uint and ulong are newer than 5.1.
    Types              = @(
        'Alias',
        'AllowEmptyString',
        'AllowNull',
        'ArgumentCompleter',
        'bool',
        'byte',
        'char',
        'CmdletBinding',
        'datetime',
        'guid',
        'int',
        'int32',
        'int64',
        'intptr',
        'object',
        'OutputType',
        'Parameter',
        'pscustomobject',
        'psobject',
        'PSTypeName',
        'ref',
        'regex',
        'scriptblock',
        'string',
        'switch',
        'System.AppDomain',
        'System.Array',
        'System.Collections.Generic.List',
        'System.Collections.IDictionary',
        'System.Convert',
        'System.DateTimeOffset',
        'System.Diagnostics.CodeAnalysis.SuppressMessageAttribute',
        'System.Diagnostics.Process',
        'System.Diagnostics.ProcessStartInfo',
        'System.Diagnostics.Stopwatch',
        'System.Environment',
        'System.Exception',
        'System.FormatException',
        'System.Globalization.CultureInfo',
        'System.Globalization.DateTimeStyles',
        'System.InvalidOperationException',
        'System.IO.File',
        'System.IO.Path',
        'System.Management.Automation.CompletionResult',
        'System.Management.Automation.ErrorCategory',
        'System.Management.Automation.ErrorDetails',
        'System.Management.Automation.ErrorRecord',
        'System.Management.Automation.PipelineStoppedException',
        'System.Management.Automation.PSCmdlet',
        'System.Management.Automation.PSCustomObject',
        'System.Management.Automation.PSObject',
        'System.Math',
        'System.Net.NetworkCredential',
        'System.Reflection.Emit.AssemblyBuilder',
        'System.Runtime.CompilerServices.ConditionalWeakTable',
        'System.Runtime.InteropServices.Marshal',
        'System.Runtime.InteropServices.RuntimeInformation',
        'System.Security.Cryptography.CryptographicException',
        'System.Security.Cryptography.HashAlgorithmName',
        'System.Security.Cryptography.RSASignaturePadding',
        'System.Security.Cryptography.X509Certificates.RSACertificateExtensions',
        'System.Security.Cryptography.X509Certificates.X500DistinguishedName',
        'System.Security.Cryptography.X509Certificates.X509Certificate2',
        'System.Security.Cryptography.X509Certificates.X509Store',
        'System.Security.SecureString',
        'System.StringComparison',
        'System.Text.Encoding',
        'System.Threading.Monitor',
        'System.UnauthorizedAccessException',
        'System.WeakReference',
        'timespan',
        'type',
        'uint32',
        'uint64',
        'uintptr',
        'ValidateRange'
    )

    # Automatic variables of 5.1.
    Variables          = @(
        'args',
        'ExecutionContext',
        'false',
        'Matches',
        'null',
        'PSBoundParameters',
        'PSCmdlet',
        'PSScriptRoot',
        'this',
        'true',
        'VerbosePreference',
        '_'
    )
}
