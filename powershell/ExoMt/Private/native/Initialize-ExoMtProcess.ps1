function Initialize-ExoMtProcess {
    # What all runspaces of this process share: the library's functions, tokens and apps. The
    # name carries the shape's version.
    $ExecutionContext.SessionState.Module.OnRemove = { Exit-ExoMtProcess }
    # What this runspace makes and has to free: app handles with a weak reference to their
    # object, and operations under way.
    $script:OwnApps = @{}
    $script:OwnOperations = @{}
    $script:DefaultApp = $null
    $script:Catalog = $null
    $script:HasAsked = $false
    $script:Redaction = $null
    # Of texts: unlike those of @{}, their names differ by case.
    $script:RoleLists = [hashtable]::new()
    $script:HtmlTexts = [hashtable]::new()
    $domain = [System.AppDomain]::CurrentDomain
    # An interned text is the one object that every runspace can find to lock on.
    $lock = [string]::Intern('ExoMt.Shared.2')
    [System.Threading.Monitor]::Enter($lock)
    try {
        $shared = $domain.GetData('ExoMt.Shared.2')
        if ($null -eq $shared) {
            $shared = @{ Native = New-NativeType $script:LibraryPath (Get-NativeMethod); Importers = 0 }
            $spelling = [System.Text.Encoding]::UTF8.GetBytes((Get-NativeSpelling))
            $null = $shared['Native']::exomt_library_set_spelling($spelling, $spelling.Length, $null)
            $shared['Token'] = New-ObjectType -Name 'ExoMt.Token' -Fields (Get-TokenTypeField)
            # The same role objects are in the tokens of many tenants: nobody can change them.
            $shared['DirectoryRole'] = New-ObjectType -Name 'ExoMt.DirectoryRole' -Fields @('Name', [string], 'Public, InitOnly'), @('TemplateId', [string], 'Public, InitOnly'), @('Supported', [bool], 'Public, InitOnly')
            # Its values live as long as the objects they belong to.
            $shared['Apps'] = [System.Runtime.CompilerServices.ConditionalWeakTable[psobject, object]]::new()
            $domain.SetData('ExoMt.Shared.2', $shared)
        }
        $shared['Importers']++
        $script:Native = $shared['Native']
        $script:Token = $shared['Token']
        $script:DirectoryRole = $shared['DirectoryRole']
        $script:Shared = $shared
    }
    finally {
        [System.Threading.Monitor]::Exit($lock)
    }
}
