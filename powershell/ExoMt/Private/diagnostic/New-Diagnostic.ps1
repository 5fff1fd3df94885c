function New-Diagnostic {
    # An empty bundle: lists of what came in, values that only look like secrets, and what was
    # left out.
    $bundle = @{ Known = [System.Collections.Generic.List[string]]::new(); LeftOut = @{}; TextLength = 0 }
    foreach ($name in 'Apps', 'Tokens', 'Tenants', 'Checks', 'Errors', 'Texts') { $bundle[$name] = [System.Collections.Generic.List[object]]::new() }
    $bundle
}
