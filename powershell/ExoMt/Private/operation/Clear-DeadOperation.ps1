function Clear-DeadOperation {
    # Frees the operations of pipelines that ended without a word (see Start-TokenOperation).
    if ($script:OwnOperations.Count -eq 0) { return }
    foreach ($operation in @($script:OwnOperations.Keys)) {
        if (-not $script:OwnOperations[$operation].IsAlive) {
            $null = $script:Native::exomt_operation_free($operation)
            $script:OwnOperations.Remove($operation)
        }
    }
}
