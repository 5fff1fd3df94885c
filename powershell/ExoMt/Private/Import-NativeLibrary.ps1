function Import-NativeLibrary {
    # Loads the library, checks that it fits this module (one of another build would be
    # called with the wrong arguments), and gives its path.
    # Runs at import, where binding by name or type would cost more than the work itself.
    param($ModuleRoot)

    $domain = [System.AppDomain]::CurrentDomain
    $path = $domain.GetData("ExoMt.Library.$ModuleRoot")
    if ($null -ne $path) { return $path }
    $failures = @{}
    foreach ($place in Get-NativeLibraryPath) {
        $path = "$ModuleRoot$place"
        try { $version = (New-NativeType $path @{ exomt_abi_version = [type]::EmptyTypes })::exomt_abi_version() }
        catch {
            $failures[$path] = $_
            continue
        }
        if ($version -ne 1) { throw (Get-ImportFailure -Path $path -Version $version) }
        $domain.SetData("ExoMt.Library.$ModuleRoot", $path)
        return $path
    }
    throw (Get-ImportFailure -Failures $failures)
}
