function Clear-DeadApp {
    # Frees the apps whose objects nobody holds any more: PowerShell has no destructors.
    for ($index = $script:OwnApps.Count - 1; $index -ge 0; $index--) {
        if (-not $script:OwnApps[$index].Object.IsAlive) {
            $null = $script:Native::exomt_app_free($script:OwnApps[$index].Handle)
            $script:OwnApps.RemoveAt($index)
        }
    }
}
