function Clear-DeadHandle {
    # Frees library objects whose owners were garbage-collected, because PowerShell has no destructors
    # and a stopped pipeline runs no end block. Table maps a handle to a weak reference to its owner.
    param([System.Collections.IDictionary] $Table, [string] $Free)

    foreach ($handle in @($Table.Keys)) {
        if ($Table[$handle].IsAlive) { continue }
        $null = $script:Native::$Free($handle)
        $Table.Remove($handle)
    }
}
