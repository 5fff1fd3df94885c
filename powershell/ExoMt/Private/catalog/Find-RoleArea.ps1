function Find-RoleArea {
    # The task areas of a name, alias or pattern, or a failure that lists them.
    param([object] $Catalog, [string] $Name)

    $wanted = $Name.Trim()
    $pattern = $wanted -replace '[][`]', '`$0'
    $found = @($Catalog.tasks | Where-Object { $_.name -like $pattern -or $_.aliases -contains $wanted })
    if ($found.Count -gt 0) { return $found }
    $known = @($Catalog.tasks | ForEach-Object { $_.name }) -join ', '
    New-ExoMtFailure -Name 'UnknownTask' -Category 'InvalidArgument' -Message "'$(ConvertTo-CleanLine -Text $Name)' is not a task area that ExoMt knows." -Fix "Use one of $known."
}
