function Assert-NativeStatus {
    # Turns a failed call into an exception that carries the error's parts.
    param([int] $Status, [uint64] $ErrorBuffer)

    if ($Status -eq 0) { return }
    if ($ErrorBuffer -ne 0) { throw (New-ExoMtException -Failure (Read-NativeJson -Buffer $ErrorBuffer)) }
    throw (New-ExoMtException -Failure (New-ExoMtFailure -Name 'Internal' -Category 'NotSpecified' -Message "A call of ExoMt's library failed (status $Status)." -Fix 'Report it with the module version.'))
}
