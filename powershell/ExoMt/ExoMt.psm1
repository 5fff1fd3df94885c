# The map: Public/ has the commands, Private/ what they share in a folder for each topic, one
# function a file.
# Strict mode is for developers: the tests set it in the module's scope.
# On the way to a first token each new kind of statement, member and type costs milliseconds,
# since PowerShell compiles it: benches/README.md tells what that means for how it is written.

#region functions: cargo xtask module puts the text of Public/ here, since one file loads
# faster, and that of Private/ into two: what it takes to get a token, and all others.
$script:TokenFunctions = $script:OtherFunctions = $null
foreach ($file in Get-ChildItem -Path "$PSScriptRoot/Private/*/*.ps1", "$PSScriptRoot/Public/*.ps1") { . $file.FullName }
#endregion

# What all runspaces of the process share; none before the first command.
$script:Shared = $null
function Enter-ExoMtTokenProcess {
    # What gets tokens begins with this, so that an import and a first token cost little.
    if ($null -ne $script:Shared) { return }
    if ($null -ne $script:TokenFunctions) { . $script:TokenFunctions }
    Initialize-ExoMtProcess
}
function Enter-ExoMtProcess {
    # Every other command begins with this.
    if ($null -eq $script:Shared) { Enter-ExoMtTokenProcess }
    if ($null -eq $script:OtherFunctions) { return }
    . $script:OtherFunctions
    $script:OtherFunctions = $null
}

# Loads the library and checks that it fits this module: one of another build would be called
# with the wrong arguments. Each function that an import calls and each kind of statement in it
# costs milliseconds, so this tries the commonest platforms; Resume-NativeImport finds the
# others, and New-NativeType makes the other methods.
try {
    $script:LibraryPath = if ($env:OS -eq 'Windows_NT') { "$PSScriptRoot\runtimes\win-x64\native\exomt.dll" } else { "$PSScriptRoot/runtimes/linux-x64/native/libexomt.so" }
    $type = [System.Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly('ExoMt.Version', 'Run').DefineDynamicModule('ExoMt.Version').DefineType('ExoMt.Version', 'Public, Abstract, Sealed')
    $type.DefinePInvokeMethod('exomt_abi_version', $script:LibraryPath, 'Public, Static, PinvokeImpl', 'Standard', [int32], [type]::EmptyTypes, 'Cdecl', 'Ansi').SetImplementationFlags('PreserveSig')
    $version = $type.CreateType()::exomt_abi_version()
}
catch {
    foreach ($functions in $script:TokenFunctions, $script:OtherFunctions) { if ($null -ne $functions) { . $functions } }
    $version = Resume-NativeImport -ModuleRoot $PSScriptRoot -Failure $_
}
# EXOMT_ABI_VERSION of include/exomt.h; `cargo xtask header` writes it.
$script:AbiVersion = 2
if ($version -ne $script:AbiVersion) {
    throw "ExoMt's library does not fit this module: $script:LibraryPath has interface version $version, the module needs $script:AbiVersion. Remove the module's folder and install it again."
}
