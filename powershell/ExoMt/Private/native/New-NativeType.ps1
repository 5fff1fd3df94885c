function New-NativeType {
    # Defines C functions as static methods at run time, without a compiler, a file, or an assembly
    # that could conflict with another module's. Methods maps a name to its parameter types.
    param([string] $Path, [System.Collections.IDictionary] $Methods)

    $module = [System.Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly('ExoMt.Native', 'Run').DefineDynamicModule('ExoMt.Native')
    $type = $module.DefineType('ExoMt.Native', 'Public, Abstract, Sealed')
    foreach ($name in $Methods.Keys) {
        $method = $type.DefinePInvokeMethod($name, $Path, 'Public, Static, PinvokeImpl', 'Standard', [int32], $Methods[$name], 'Cdecl', 'Ansi')
        $method.SetImplementationFlags('PreserveSig')
    }
    $type.CreateType()
}
