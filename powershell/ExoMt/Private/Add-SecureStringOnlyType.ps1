function Add-SecureStringOnlyType {
    # The attribute [ExoMt.SecureStringOnly()]: refuses plain text where a SecureString belongs
    # before the binder does, whose own message would repeat the text. It is made at run time
    # since a class of a script is not found by commands in other files.
    param([System.Reflection.Emit.ModuleBuilder] $Module)

    $base = [System.Management.Automation.ArgumentTransformationAttribute]
    $secure = [System.Security.SecureString]
    $wrapper = [System.Management.Automation.PSObject]
    $refusal = [System.Management.Automation.ArgumentTransformationMetadataException]
    $code = [System.Reflection.Emit.OpCodes]

    $type = $Module.DefineType('ExoMt.SecureStringOnlyAttribute', 'Public, Class, Sealed', $base)
    $null = $type.DefineDefaultConstructor('Public')
    $method = $type.DefineMethod('Transform', 'Public, Virtual, HideBySig', [object], [type[]]@([System.Management.Automation.EngineIntrinsics], [object]))
    $il = $method.GetILGenerator()
    $accept = $il.DefineLabel()
    $refuse = $il.DefineLabel()
    # if (value == null || value is SecureString) return value;
    $il.Emit($code::Ldarg_2)
    $il.Emit($code::Brfalse, $accept)
    $il.Emit($code::Ldarg_2)
    $il.Emit($code::Isinst, $secure)
    $il.Emit($code::Brtrue, $accept)
    # if (value is PSObject && ((PSObject)value).BaseObject is SecureString) return value;
    $il.Emit($code::Ldarg_2)
    $il.Emit($code::Isinst, $wrapper)
    $il.Emit($code::Brfalse, $refuse)
    $il.Emit($code::Ldarg_2)
    $il.Emit($code::Castclass, $wrapper)
    $il.Emit($code::Callvirt, $wrapper.GetProperty('BaseObject').GetGetMethod())
    $il.Emit($code::Isinst, $secure)
    $il.Emit($code::Brtrue, $accept)
    $il.MarkLabel($refuse)
    $il.Emit($code::Ldstr, 'A SecureString is needed here, so that no log, history or error shows the text. Use Read-Host -AsSecureString, Get-Secret, or ConvertTo-SecureString -AsPlainText -Force on text from a safe place.')
    $il.Emit($code::Newobj, $refusal.GetConstructor([type[]]@([string])))
    $il.Emit($code::Throw)
    $il.MarkLabel($accept)
    $il.Emit($code::Ldarg_2)
    $il.Emit($code::Ret)
    $null = $type.CreateType()
}
