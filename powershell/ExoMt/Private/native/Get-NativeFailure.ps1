function Get-NativeFailure {
    # Returns the failure of a library call, or nothing if it succeeded.
    param([int] $Status, [uint64] $ErrorBuffer)

    if ($Status -eq 0) { return }
    if ($ErrorBuffer -eq 0) {
        return New-ExoMtFailure -Name 'Internal' -Category 'NotSpecified' -Message "A call of ExoMt's library failed (status $Status)." -Fix 'Report it with the module version.'
    }
    $failure = ConvertFrom-Json -InputObject ([System.Text.Encoding]::UTF8.GetString((Read-NativeBuffer -Buffer $ErrorBuffer)))
    $failure.PSObject.TypeNames.Insert(0, 'ExoMt.Failure')
    $failure
}
