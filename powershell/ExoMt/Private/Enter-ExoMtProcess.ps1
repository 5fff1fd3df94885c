function Enter-ExoMtProcess {
    # What all runspaces of this process share: the library, tokens and apps. Made by the
    # first importer. The name carries the shape's version.
    param([string] $ModuleRoot)

    $domain = [System.AppDomain]::CurrentDomain
    # An interned text is the one object that every runspace can find to lock on.
    $lock = [string]::Intern('ExoMt.Shared.1')
    [System.Threading.Monitor]::Enter($lock)
    try {
        $shared = $domain.GetData('ExoMt.Shared.1')
        if ($null -eq $shared) {
            $path = Get-NativeLibraryPath -ModuleRoot $ModuleRoot
            $native = New-NativeType -Path $path
            Assert-NativeVersion -Native $native -Path $path
            $shared = [hashtable]::Synchronized(@{ Native = $native; Path = $path; Importers = 0 })
            $domain.SetData('ExoMt.Shared.1', $shared)
        }
        if ($shared.Importers -eq 0) {
            # Values of these tables live as long as the objects they belong to.
            $shared.Tokens = New-Object 'System.Runtime.CompilerServices.ConditionalWeakTable[psobject,object]'
            $shared.Apps = New-Object 'System.Runtime.CompilerServices.ConditionalWeakTable[psobject,object]'
        }
        $shared.Importers++
        $shared
    }
    finally {
        [System.Threading.Monitor]::Exit($lock)
    }
}
