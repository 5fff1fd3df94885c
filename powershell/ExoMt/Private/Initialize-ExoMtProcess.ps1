function Initialize-ExoMtProcess {
    # What all runspaces of this process share: the library's functions, tokens and apps. The
    # name carries the shape's version.
    $ExecutionContext.SessionState.Module.OnRemove = { Exit-ExoMtProcess }
    # What this runspace makes and has to free: app handles with a weak reference to their
    # object, and operations under way.
    $script:OwnApps = @{}
    $script:OwnOperations = @{}
    $script:Catalog = $null
    $script:HasAsked = $false
    $script:Redaction = $null
    $domain = [System.AppDomain]::CurrentDomain
    # An interned text is the one object that every runspace can find to lock on.
    $lock = [string]::Intern('ExoMt.Shared.1')
    [System.Threading.Monitor]::Enter($lock)
    try {
        $shared = $domain.GetData('ExoMt.Shared.1')
        if ($null -eq $shared) {
            $shared = @{ Native = New-NativeType $script:LibraryPath (Get-NativeMethod); Importers = 0 }
            # Values of these tables live as long as the objects they belong to.
            foreach ($table in 'Tokens', 'Apps') {
                $shared[$table] = [System.Runtime.CompilerServices.ConditionalWeakTable[psobject, object]]::new()
            }
            $domain.SetData('ExoMt.Shared.1', $shared)
        }
        $shared['Importers']++
        $script:Native = $shared['Native']
        $script:Shared = $shared
    }
    finally {
        [System.Threading.Monitor]::Exit($lock)
    }
}
