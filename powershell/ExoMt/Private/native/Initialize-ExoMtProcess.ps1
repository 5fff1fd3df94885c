function Initialize-ExoMtProcess {
    # Sets up what all runspaces of this process share: the library's functions, types and apps. The
    # number in the name is the version of the shared table's layout.
    $ExecutionContext.SessionState.Module.OnRemove = { Exit-ExoMtProcess }
    # What this runspace has to free: handles of apps and operations, with weak references to
    # their owners.
    $script:OwnApps = @{}
    $script:OwnOperations = @{}
    $script:DefaultApp = $null
    $script:Catalog = $null
    $script:Shapes = $null
    $script:HasAsked = $false
    # Unlike the keys of @{}, these are case-sensitive.
    $script:RoleLists = [hashtable]::new()
    $script:HtmlTexts = [hashtable]::new()
    $domain = [System.AppDomain]::CurrentDomain
    # An interned string is an object that every runspace finds, to lock on.
    $lock = [string]::Intern('ExoMt.Shared.2')
    [System.Threading.Monitor]::Enter($lock)
    try {
        $shared = $domain.GetData('ExoMt.Shared.2')
        if ($null -eq $shared) {
            $shared = @{ Native = New-NativeType $script:LibraryPath (Get-NativeMethod); Importers = 0 }
            $spelling = [System.Text.Encoding]::UTF8.GetBytes((Get-NativeSpelling))
            $null = $shared['Native']::exomt_library_set_spelling($spelling, $spelling.Length, $null)
            $shared['Token'] = New-ObjectType -Name 'ExoMt.Token' -Fields (Get-GeneratedTokenField)
            # Tokens of many tenants share role objects, so those are read-only.
            $shared['DirectoryRole'] = New-ObjectType -Name 'ExoMt.DirectoryRole' -Fields @('Name', [string], 'Public, InitOnly'), @('TemplateId', [string], 'Public, InitOnly'), @('Supported', [bool], 'Public, InitOnly')
            # Its values live as long as their keys.
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
