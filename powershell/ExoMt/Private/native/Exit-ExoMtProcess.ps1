function Exit-ExoMtProcess {
    # Runs at Remove-Module: frees this runspace's operations and apps. The last importer also clears
    # the apps that all runspaces share. The library stays loaded, because unloading isn't safe.
    if ($null -eq $script:Shared) { return }
    foreach ($operation in @($script:OwnOperations.Keys)) { $null = $script:Native::exomt_operation_free($operation) }
    $script:OwnOperations.Clear()
    foreach ($handle in @($script:OwnApps.Keys)) { $null = $script:Native::exomt_app_free($handle) }
    $script:OwnApps.Clear()
    $script:DefaultApp = $null
    $lock = [string]::Intern('ExoMt.Shared.2')
    [System.Threading.Monitor]::Enter($lock)
    try {
        $script:Shared.Importers--
        if ($script:Shared.Importers -le 0) {
            $script:Shared.Importers = 0
            $script:Shared.Apps = [System.Runtime.CompilerServices.ConditionalWeakTable[psobject, object]]::new()
        }
        $script:Shared = $null
    }
    finally {
        [System.Threading.Monitor]::Exit($lock)
    }
}
