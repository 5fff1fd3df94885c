# Lists what the module's scripts may use. Before you add an entry, make sure that Windows
# PowerShell 5.1 on .NET Framework 4.7.2 has it, in an assembly that is loaded without Add-Type
# (mscorlib, System, System.Core, System.Management.Automation), and that it means the same.
# String.Split('ab'), for example, splits by a string in .NET, but by each character in the
# Framework. Numbers in parentheses are counts of arguments. The suite fails if an entry is unused.
@{
    # Windows PowerShell 5.1 rejects an attribute with an unknown argument.
    AttributeArguments = @(
        'CmdletBinding(ConfirmImpact)',
        'CmdletBinding(DefaultParameterSetName)',
        'CmdletBinding(SupportsShouldProcess)',
        'Parameter(Mandatory)',
        'Parameter(ParameterSetName)',
        'Parameter(Position)',
        'Parameter(ValueFromPipeline)',
        'System.Diagnostics.CodeAnalysis.SuppressMessageAttribute(Justification)'
    )

    # Cmdlets, each with the parameters that 5.1 has.
    Commands           = @{
        'ConvertFrom-Json' = @('InputObject')
        'ConvertTo-Json'   = @('Compress', 'Depth', 'InputObject')
        'ForEach-Object'   = @()
        'Get-ChildItem'    = @('Path')
        'Get-Item'         = @('Force', 'LiteralPath')
        'Get-Module'       = @('All', 'ListAvailable', 'Name', 'Verbose')
        'Group-Object'     = @('Property')
        'Import-Module'    = @('DisableNameChecking', 'ErrorAction', 'Global', 'ModuleInfo', 'Name', 'PassThru', 'Verbose')
        'Remove-Module'    = @('ErrorAction', 'Force', 'ModuleInfo')
        'Set-Variable'     = @('Confirm', 'Name', 'Scope', 'Value', 'WhatIf')
        'Sort-Object'      = @('Property')
        'Start-Sleep'      = @('Milliseconds')
        'Where-Object'     = @()
        'Write-Host'       = @()
        'Write-Progress'   = @('Activity', 'Completed', 'PercentComplete', 'SecondsRemaining', 'Status')
        'Write-Verbose'    = @()
        'Write-Warning'    = @()
    }

    # Names in the library's JSON and in the module's hashtables that no literal key defines.
    DataNames          = @(
        'advice',
        'algorithm',
        'aliases',
        'Apps',
        'arguments',
        'Attempts',
        'closed',
        'clouds',
        'initialDomainExample',
        'isInitialDomain',
        'milliseconds',
        'probeCommand',
        'requestId',
        'resources',
        'statistics',
        'Supported',
        'tasks',
        'unanswered',
        'waits'
    )

    # Variables of PowerShell 6 and later, which scripts read only after a return on Windows.
    GuardedVariables   = @(
        'IsMacOS'
    )

    # 5.1 rejects a manifest with another key.
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

    # Instance methods, each with the types that the module calls it on. The syntax tree doesn't
    # contain these types.
    Methods            = @{
        'Add(1)'                                 = 'System.Collections.Generic.List'
        'Add(2)'                                 = 'System.Runtime.CompilerServices.ConditionalWeakTable'
        'AddRange(1)'                            = 'System.Collections.Generic.List'
        'Clear(0)'                               = 'System.Collections.Hashtable'
        'Clone(0)'                               = 'System.Array'
        'Close(0)'                               = 'System.Security.Cryptography.X509Certificates.X509Store'
        'Contains(1)'                            = 'System.String (a text; the overload for a char is newer)'
        'ContainsKey(1)'                         = 'System.Collections.Hashtable, System.Collections.Generic.Dictionary'
        'CreateType(0)'                          = 'System.Reflection.Emit.TypeBuilder'
        'DefineConstructor(3)'                   = 'System.Reflection.Emit.TypeBuilder'
        'DefineDynamicModule(1)'                 = 'System.Reflection.Emit.AssemblyBuilder'
        'DefineField(3)'                         = 'System.Reflection.Emit.TypeBuilder'
        'DefineMethod(4)'                        = 'System.Reflection.Emit.TypeBuilder'
        'DefinePInvokeMethod(8)'                 = 'System.Reflection.Emit.TypeBuilder'
        'DefineType(2)'                          = 'System.Reflection.Emit.ModuleBuilder'
        'Dispose(0)'                             = 'System.Security.Cryptography.RSA (AsymmetricAlgorithm), System.IO.FileStream'
        'Emit(1)'                                = 'System.Reflection.Emit.ILGenerator'
        'Emit(2)'                                = 'System.Reflection.Emit.ILGenerator'
        'Flush(1)'                               = 'System.IO.FileStream'
        'GetBaseException(0)'                    = 'System.Exception'
        'GetBytes(1)'                            = 'System.Text.Encoding (a text, or chars)'
        'GetConstructor(1)'                      = 'System.Type'
        'GetData(1)'                             = 'System.AppDomain'
        'GetEnumerator(0)'                       = 'System.Collections.Hashtable'
        'GetField(2)'                            = 'System.Type'
        'GetILGenerator(0)'                      = 'System.Reflection.Emit.ConstructorBuilder'
        'GetProperty(1)'                         = 'System.Type'
        'GetString(1)'                           = 'System.Text.Encoding'
        'GetString(3)'                           = 'System.Text.Encoding'
        'GetType(0)'                             = 'System.Object'
        'GetUnresolvedProviderPathFromPSPath(1)' = 'System.Management.Automation.PathIntrinsics'
        'GetUnresolvedProviderPathFromPSPath(3)' = 'System.Management.Automation.PathIntrinsics (path, two [ref])'
        'GetValue(1)'                            = 'System.Management.Automation.PSVariableIntrinsics'
        'IndexOfAny(1)'                          = 'System.String'
        'Insert(2)'                              = 'System.Collections.ObjectModel.Collection (PSObject.TypeNames)'
        'MakeArrayType(0)'                       = 'System.Type'
        'MakeByRefType(0)'                       = 'System.Type'
        'Open(1)'                                = 'System.Security.Cryptography.X509Certificates.X509Store'
        'Remove(1)'                              = 'System.Collections.Hashtable, System.Runtime.CompilerServices.ConditionalWeakTable'
        'RemoveAt(1)'                            = 'System.Collections.ArrayList ($Error)'
        'Replace(2)'                             = 'System.String (texts; ordinal), System.Text.RegularExpressions.Regex'
        'SetData(2)'                             = 'System.AppDomain'
        'SetImplementationFlags(1)'              = 'System.Reflection.Emit.MethodBuilder'
        'SetValue(2)'                            = 'System.Reflection.PropertyInfo'
        'ShouldProcess(2)'                       = 'System.Management.Automation.Cmdlet'
        'SignData(3)'                            = 'System.Security.Cryptography.RSA (data, hash, padding: 4.6)'
        'Split(1)'                               = 'System.String (one char: 5.1 has no overload for a text), System.Text.RegularExpressions.Regex'
        'StartsWith(2)'                          = 'System.String (a text, StringComparison)'
        'Substring(1)'                           = 'System.String'
        'Substring(2)'                           = 'System.String'
        'ThrowTerminatingError(1)'               = 'System.Management.Automation.Cmdlet'
        'ToLocalTime(0)'                         = 'System.DateTimeOffset'
        'ToLowerInvariant(0)'                    = 'System.String'
        'ToString(0)'                            = 'System.Guid, System.Text.StringBuilder'
        'ToString(1)'                            = 'System.DateTimeOffset'
        'ToString(2)'                            = 'System.DateTime, System.DateTimeOffset'
        'ToUniversalTime(0)'                     = 'System.DateTime'
        'ToUpperInvariant(0)'                    = 'System.String'
        'Trim(0)'                                = 'System.String'
        'TrimEnd(1)'                             = 'System.String (one char)'
        'TrimStart(2)'                           = 'System.String (single characters; no overload for a text)'
        'TryGetValue(2)'                         = 'System.Runtime.CompilerServices.ConditionalWeakTable'
        'Write(3)'                               = 'System.IO.FileStream (bytes, start, count)'
        'WriteError(1)'                          = 'System.Management.Automation.Cmdlet'
        'WriteObject(1)'                         = 'System.Management.Automation.PSCmdlet'
    }

    # Instance properties, as above. A property that is also a key of a hashtable in the module has
    # no entry, because the syntax tree doesn't distinguish them.
    Properties         = @{
        'Attributes'            = 'System.Management.Automation.ParameterMetadata'
        'BaseObject'            = 'System.Management.Automation.PSObject'
        'BoundParameters'       = 'System.Management.Automation.InvocationInfo'
        'CategoryInfo'          = 'System.Management.Automation.ErrorRecord'
        'Certificates'          = 'System.Security.Cryptography.X509Certificates.X509Store'
        'Count'                 = 'System.Collections.Generic.List, arrays'
        'Data'                  = 'System.Exception'
        'DeclaringType'         = 'System.Reflection.FieldInfo'
        'Elapsed'               = 'System.Diagnostics.Stopwatch'
        'ElapsedMilliseconds'   = 'System.Diagnostics.Stopwatch'
        'ErrorDetails'          = 'System.Management.Automation.ErrorRecord'
        'Exception'             = 'System.Management.Automation.ErrorRecord'
        'ExportedCommands'      = 'System.Management.Automation.PSModuleInfo'
        'FullName'              = 'System.IO.FileInfo, System.Type'
        'FullyQualifiedErrorId' = 'System.Management.Automation.ErrorRecord'
        'HasPrivateKey'         = 'System.Security.Cryptography.X509Certificates.X509Certificate2'
        'IsAlive'               = 'System.WeakReference'
        'Key'                   = 'System.Collections.DictionaryEntry'
        'Keys'                  = 'System.Collections.IDictionary'
        'LanguageMode'          = 'System.Management.Automation.SessionState'
        'Length'                = 'System.String, System.Security.SecureString, arrays'
        'Module'                = 'System.Management.Automation.SessionState'
        'MyInvocation'          = 'System.Management.Automation.PSCmdlet'
        'OnRemove'              = 'System.Management.Automation.PSModuleInfo'
        'Parameters'            = 'System.Management.Automation.CommandInfo'
        'ParameterSetName'      = 'System.Management.Automation.PSCmdlet'
        'ParameterType'         = 'System.Management.Automation.ParameterMetadata'
        'Path'                  = 'System.Management.Automation.SessionState'
        'PipelineLength'        = 'System.Management.Automation.InvocationInfo'
        'Properties'            = 'System.Management.Automation.PSObject'
        'PSEdition'             = '$PSVersionTable (5.1)'
        'PSObject'              = 'any object'
        'PSVariable'            = 'System.Management.Automation.SessionState'
        'PSVersion'             = '$PSVersionTable'
        'RawData'               = 'System.Security.Cryptography.X509Certificates.X509Certificate2'
        'RecommendedAction'     = 'System.Management.Automation.ErrorDetails'
        'SecurePassword'        = 'System.Net.NetworkCredential'
        'SessionState'          = 'System.Management.Automation.EngineIntrinsics, System.Management.Automation.PSCmdlet'
        'Thumbprint'            = 'System.Security.Cryptography.X509Certificates.X509Certificate2'
        'TotalSeconds'          = 'System.TimeSpan'
        'TypeNames'             = 'System.Management.Automation.PSObject'
        'UseShellExecute'       = 'System.Diagnostics.ProcessStartInfo'
        'UtcDateTime'           = 'System.DateTimeOffset'
        'Value'                 = 'System.Management.Automation.PSPropertyInfo, System.Collections.DictionaryEntry'
        'Values'                = 'System.Collections.Generic.Dictionary'
    }

    StaticMembers      = @(
        'byte[]::new(1)',
        'char[]::new(1)',
        'datetime::UtcNow',
        'double::Parse(1)',
        'hashtable::new(0)',
        'int32[]::new(1)',
        'int64::MaxValue',
        'int::Parse(1)',
        'intptr::Size',
        'intptr[]::new(1)',
        'long::Parse(1)',
        'string::Intern(1)',
        'System.AppDomain::CurrentDomain',
        'System.Array::Clear(3)',
        'System.Array::Copy(5)',
        'System.Buffer::BlockCopy(5)',
        'System.Collections.Generic.List::new(0)',
        'System.Collections.ObjectModel.Collection::new(0)',
        'System.DateTimeOffset::FromUnixTimeSeconds(1)',
        'System.DateTimeOffset::MinValue',
        'System.DateTimeOffset::Now',
        'System.DateTimeOffset::TryParse(4)',
        'System.DateTimeOffset::UtcNow',
        'System.Diagnostics.Process::Start(1)',
        'System.Diagnostics.ProcessStartInfo::new(1)',
        'System.Diagnostics.Stopwatch::StartNew(0)',
        'System.Environment::GetEnvironmentVariable(1)',
        'System.Environment::NewLine',
        'System.Globalization.CultureInfo::CurrentCulture',
        'System.Globalization.CultureInfo::InvariantCulture',
        'System.Globalization.DateTimeStyles::AssumeUniversal',
        'System.InvalidOperationException::new(1)',
        'System.IO.Directory::Exists(1)',
        'System.IO.File::Delete(1)',
        'System.IO.File::Exists(1)',
        'System.IO.File::Move(2)',
        'System.IO.File::ReadAllBytes(1)',
        'System.IO.File::Replace(3)',
        'System.IO.FileAccess::Write',
        'System.IO.FileMode::CreateNew',
        'System.IO.FileShare::None',
        'System.IO.FileStream::new(4)',
        'System.IO.Path::Combine(2)',
        'System.IO.Path::GetDirectoryName(1)',
        'System.IO.Path::GetFileName(1)',
        'System.IO.Path::GetRandomFileName(0)',
        'System.Management.Automation.Cmdlet::CommonParameters',
        'System.Management.Automation.Cmdlet::OptionalCommonParameters',
        'System.Management.Automation.CompletionResult::new(1)',
        'System.Management.Automation.ErrorCategory::NotSpecified',
        'System.Management.Automation.ErrorDetails::new(1)',
        'System.Management.Automation.ErrorRecord::new(4)',
        'System.Management.Automation.Language.NullString::Value',
        'System.Management.Automation.ParameterAttribute::new(0)',
        'System.Management.Automation.RuntimeDefinedParameter::new(3)',
        'System.Management.Automation.RuntimeDefinedParameterDictionary::new(0)',
        'System.Math::Max(2)',
        'System.Math::Min(2)',
        'System.Net.NetworkCredential::new(2)',
        'System.Net.WebUtility::HtmlEncode(1)',
        'System.Reflection.Emit.AssemblyBuilder::DefineDynamicAssembly(2)',
        'System.Reflection.Emit.OpCodes::Call',
        'System.Reflection.Emit.OpCodes::Ldarg_0',
        'System.Reflection.Emit.OpCodes::Ldarg_1',
        'System.Reflection.Emit.OpCodes::Ldc_I4',
        'System.Reflection.Emit.OpCodes::Ldelem_Ref',
        'System.Reflection.Emit.OpCodes::Ldfld',
        'System.Reflection.Emit.OpCodes::Ret',
        'System.Reflection.Emit.OpCodes::Stfld',
        'System.Reflection.Emit.OpCodes::Unbox_Any',
        'System.Runtime.CompilerServices.ConditionalWeakTable::new(0)',
        'System.Runtime.InteropServices.Marshal::Copy(4)',
        'System.Runtime.InteropServices.Marshal::SecureStringToGlobalAllocUnicode(1)',
        'System.Runtime.InteropServices.Marshal::ZeroFreeGlobalAllocUnicode(1)',
        'System.Runtime.InteropServices.RuntimeInformation::FrameworkDescription',
        'System.Runtime.InteropServices.RuntimeInformation::OSDescription',
        'System.Runtime.InteropServices.RuntimeInformation::ProcessArchitecture',
        'System.Security.Cryptography.HashAlgorithmName::SHA256',
        'System.Security.Cryptography.RSASignaturePadding::Pkcs1',
        'System.Security.Cryptography.RSASignaturePadding::Pss',
        'System.Security.Cryptography.X509Certificates.RSACertificateExtensions::GetRSAPrivateKey(1)',
        'System.Security.Cryptography.X509Certificates.X509Store::new(2)',
        'System.StringComparison::OrdinalIgnoreCase',
        'System.Text.Encoding::UTF8',
        'System.Threading.Monitor::Enter(1)',
        'System.Threading.Monitor::Exit(1)',
        'System.TimeZoneInfo::Local',
        'System.WeakReference::new(1)',
        'System.Xml.XmlConvert::ToDateTimeOffset(1)',
        'timespan::FromMilliseconds(1)',
        'timespan::Zero',
        'type::EmptyTypes',
        'uint32[]::new(1)',
        'uint64[]::new(1)'
    )

    # Type names as the scripts write them. Accelerators such as short, uint and ulong are newer
    # than 5.1.
    Types              = @(
        'Alias',
        'AllowEmptyString',
        'AllowNull',
        'ArgumentCompleter',
        'array',
        'bool',
        'byte',
        'char',
        'CmdletBinding',
        'datetime',
        'double',
        'guid',
        'hashtable',
        'int',
        'int32',
        'int64',
        'intptr',
        'long',
        'object',
        'ordered',
        'OutputType',
        'Parameter',
        'pscustomobject',
        'psobject',
        'PSTypeName',
        'ref',
        'scriptblock',
        'string',
        'switch',
        'System.AppDomain',
        'System.Array',
        'System.Attribute',
        'System.Buffer',
        'System.Collections.Generic.List',
        'System.Collections.IDictionary',
        'System.Collections.IEnumerable',
        'System.Collections.ObjectModel.Collection',
        'System.DateTimeOffset',
        'System.Diagnostics.CodeAnalysis.SuppressMessageAttribute',
        'System.Diagnostics.Process',
        'System.Diagnostics.ProcessStartInfo',
        'System.Diagnostics.Stopwatch',
        'System.Environment',
        'System.Exception',
        'System.Globalization.CultureInfo',
        'System.Globalization.DateTimeStyles',
        'System.InvalidOperationException',
        'System.IO.Directory',
        'System.IO.File',
        'System.IO.FileAccess',
        'System.IO.FileMode',
        'System.IO.FileShare',
        'System.IO.FileStream',
        'System.IO.Path',
        'System.Management.Automation.Cmdlet',
        'System.Management.Automation.CommandInfo',
        'System.Management.Automation.CompletionResult',
        'System.Management.Automation.ErrorCategory',
        'System.Management.Automation.ErrorDetails',
        'System.Management.Automation.ErrorRecord',
        'System.Management.Automation.Language.NullString',
        'System.Management.Automation.ParameterAttribute',
        'System.Management.Automation.PipelineStoppedException',
        'System.Management.Automation.PSCmdlet',
        'System.Management.Automation.PSCustomObject',
        'System.Management.Automation.PSObject',
        'System.Management.Automation.RuntimeDefinedParameter',
        'System.Management.Automation.RuntimeDefinedParameterDictionary',
        'System.Math',
        'System.Net.NetworkCredential',
        'System.Net.WebUtility',
        'System.Nullable',
        'System.Reflection.Emit.AssemblyBuilder',
        'System.Reflection.Emit.OpCodes',
        'System.Runtime.CompilerServices.ConditionalWeakTable',
        'System.Runtime.InteropServices.Marshal',
        'System.Runtime.InteropServices.RuntimeInformation',
        'System.Security.Cryptography.HashAlgorithmName',
        'System.Security.Cryptography.RSASignaturePadding',
        'System.Security.Cryptography.X509Certificates.RSACertificateExtensions',
        'System.Security.Cryptography.X509Certificates.X509Certificate2',
        'System.Security.Cryptography.X509Certificates.X509Store',
        'System.Security.SecureString',
        'System.StringComparison',
        'System.Text.Encoding',
        'System.Threading.Monitor',
        'System.TimeZoneInfo',
        'System.UnauthorizedAccessException',
        'System.ValueType',
        'System.WeakReference',
        'System.Xml.XmlConvert',
        'timespan',
        'type',
        'uint32',
        'uint64',
        'ValidateRange'
    )

    # Automatic variables of 5.1.
    Variables          = @(
        'args',
        'ExecutionContext',
        'false',
        'global:Error',
        'Host',
        'null',
        'PSBoundParameters',
        'PSCmdlet',
        'PSScriptRoot',
        'PSVersionTable',
        'this',
        'true',
        'VerbosePreference',
        'WhatIfPreference',
        '_'
    )
}
