function Remove-AppObject {
    # Frees an app that a command made for itself.
    param([psobject] $App)

    $entry = $null
    if (-not $script:Shared.Apps.TryGetValue($App, [ref]$entry)) { return }
    $null = $script:Shared.Apps.Remove($App)
    $null = $script:Native::exomt_app_free($entry.Handle)
    $script:OwnApps.Remove($entry.Handle)
}
