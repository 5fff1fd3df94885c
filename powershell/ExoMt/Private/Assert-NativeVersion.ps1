function Assert-NativeVersion {
    # A library of another build would be called with the wrong arguments.
    param([type] $Native, [string] $Path)

    $wanted = 1
    try { $found = $Native::exomt_abi_version() }
    catch {
        throw "ExoMt's library could not be loaded: $Path. $($_.Exception.GetBaseException().Message)"
    }
    if ($found -ne $wanted) {
        throw "ExoMt's library does not fit this module: $Path has interface version $found, the module needs $wanted. Remove the module's folder and install it again."
    }
}
