function Enter-ExoMtProcess {
    # What all runspaces of this process share: the library, tokens and apps. Made by the
    # first importer. The name carries the shape's version. Each .NET call that a script makes
    # for the first time costs milliseconds, so there are few on the way.
    param([string] $ModuleRoot)

    $domain = [System.AppDomain]::CurrentDomain
    # An interned text is the one object that every runspace can find to lock on.
    $lock = [string]::Intern('ExoMt.Shared.1')
    [System.Threading.Monitor]::Enter($lock)
    try {
        $shared = $domain.GetData('ExoMt.Shared.1')
        if ($null -eq $shared) {
            $shared = @{ Native = Import-NativeLibrary -ModuleRoot $ModuleRoot; Importers = 0 }
            # Values of these tables live as long as the objects they belong to.
            foreach ($table in 'Tokens', 'Apps') {
                $shared[$table] = [System.Runtime.CompilerServices.ConditionalWeakTable[psobject, object]]::new()
            }
            $domain.SetData('ExoMt.Shared.1', $shared)
        }
        $shared.Importers++
        $shared
    }
    finally {
        [System.Threading.Monitor]::Exit($lock)
    }
}
