function New-ObjectType {
    # A class for objects that come by the thousand, made at run time like the native methods: one
    # takes a tenth of the time and a twentieth of the memory of a custom object. Fields: name,
    # type and attributes of each. The constructor takes their values as one list, in this order;
    # the first is what an object is as text.
    param([string] $Name, [object[]] $Fields)

    $type = [System.Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly($Name, 'Run').DefineDynamicModule($Name).DefineType($Name, 'Public, Sealed')
    $code = $type.DefineConstructor('Public', 'Standard', [type[]]@([object[]])).GetILGenerator()
    $code.Emit([System.Reflection.Emit.OpCodes]::Ldarg_0)
    $code.Emit([System.Reflection.Emit.OpCodes]::Call, [object].GetConstructor([type]::EmptyTypes))
    $text = $type.DefineMethod('ToString', 'Public, Virtual, HideBySig', [string], [type]::EmptyTypes).GetILGenerator()
    $place = 0
    foreach ($field in $Fields) {
        $made = $type.DefineField($field[0], $field[1], $field[2])
        if ($place -eq 0) {
            $text.Emit([System.Reflection.Emit.OpCodes]::Ldarg_0)
            $text.Emit([System.Reflection.Emit.OpCodes]::Ldfld, $made)
            $text.Emit([System.Reflection.Emit.OpCodes]::Ret)
        }
        # this.Field = (Type) list[place]
        $code.Emit([System.Reflection.Emit.OpCodes]::Ldarg_0)
        $code.Emit([System.Reflection.Emit.OpCodes]::Ldarg_1)
        $code.Emit([System.Reflection.Emit.OpCodes]::Ldc_I4, $place)
        $code.Emit([System.Reflection.Emit.OpCodes]::Ldelem_Ref)
        $code.Emit([System.Reflection.Emit.OpCodes]::Unbox_Any, $field[1])
        $code.Emit([System.Reflection.Emit.OpCodes]::Stfld, $made)
        $place++
    }
    $code.Emit([System.Reflection.Emit.OpCodes]::Ret)
    $type.CreateType()
}
