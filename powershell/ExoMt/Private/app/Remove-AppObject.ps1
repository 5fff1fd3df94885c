function Remove-AppObject {
    # Frees an app that a command created only for its own call.
    param([System.Collections.IDictionary] $Entry)

    $null = $script:Shared['Apps'].Remove($Entry['App'])
    $null = $script:Native::exomt_app_free($Entry['Handle'])
    $script:OwnApps.Remove($Entry['Handle'])
}
