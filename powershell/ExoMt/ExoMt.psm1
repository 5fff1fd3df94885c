# Public/ contains the commands. Private/ contains the functions that they share: one folder for
# each topic, one function in each file.
# Strict mode is for developers: the tests set it in the module's scope.
# PowerShell compiles each new kind of statement, member and type at its first use, which costs
# milliseconds up to the first token; benches/README.md explains how this code avoids that cost.

#region functions: `cargo xtask module` puts the functions of Public/ here, because one file loads
# faster, and those of Private/ into two files: what the first token needs, and the rest.
$script:TokenFunctions = $script:OtherFunctions = $null
foreach ($file in Get-ChildItem -Path "$PSScriptRoot/Private/*/*.ps1", "$PSScriptRoot/Public/*.ps1") { . $file.FullName }
#endregion

# The state that all runspaces of the process share; null before the first command.
$script:Shared = $null
function Enter-ExoMtTokenProcess {
    # Prepares a command that acquires tokens. Loads only the functions for it, so that the import
    # and the first token are fast.
    if ($null -ne $script:Shared) { return }
    if ($null -ne $script:TokenFunctions) { . $script:TokenFunctions }
    Initialize-ExoMtProcess
}
function Enter-ExoMtProcess {
    # Prepares every other command, and applies its caller's preferences in its scope.
    param([object] $Cmdlet)

    if ($null -eq $script:Shared) { Enter-ExoMtTokenProcess }
    if ($null -ne $script:OtherFunctions) {
        . $script:OtherFunctions
        $script:OtherFunctions = $null
    }
    if ($null -ne $Cmdlet) { Set-CallerPreference -Cmdlet $Cmdlet -Scope 2 }
}

# Loads the library and checks its interface version, because this module would call another
# interface with wrong arguments. To save time this tries the most common platforms;
# Resume-NativeImport finds the others, and New-NativeType defines the other methods.
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
    throw "ExoMt's library doesn't match this module: $script:LibraryPath has interface version $version, the module needs $script:AbiVersion. Remove the module's folder and install it again."
}
