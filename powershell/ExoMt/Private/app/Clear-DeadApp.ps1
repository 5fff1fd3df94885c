function Clear-DeadApp {
    # Frees the apps whose objects nobody holds any more: PowerShell has no destructors.
    foreach ($handle in @($script:OwnApps.Keys)) {
        if (-not $script:OwnApps[$handle].IsAlive) {
            $null = $script:Native::exomt_app_free($handle)
            $script:OwnApps.Remove($handle)
        }
    }
}
