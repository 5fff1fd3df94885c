function Clear-DeadHandle {
    # Frees the library's objects whose owners are gone: PowerShell has no destructors, and a
    # stopped pipeline runs no end block. Table: handle to a weak reference to the owner.
    param([System.Collections.IDictionary] $Table, [string] $Free)

    foreach ($handle in @($Table.Keys)) {
        if ($Table[$handle].IsAlive) { continue }
        $null = $script:Native::$Free($handle)
        $Table.Remove($handle)
    }
}
