function Stop-TokenOperation {
    # Frees an operation, which cancels its requests in flight.
    param([System.Collections.IDictionary] $Run)

    if ($Run['Operation'] -eq 0) { return }
    $null = $script:Native::exomt_operation_free($Run['Operation'])
    $script:OwnOperations.Remove($Run['Operation'])
    $Run['Operation'] = 0
}
