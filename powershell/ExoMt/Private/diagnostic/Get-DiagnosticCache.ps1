function Get-DiagnosticCache {
    # The sums of the token cache, without what is in it.
    $buffer = 0
    $failure = 0
    $status = $script:Native::exomt_cache_describe([ref]$buffer, [ref]$failure)
    $problem = Get-NativeFailure -Status $status -ErrorBuffer $failure
    if ($problem) { return "not known: $($problem.message)" }
    $sums = (Read-NativeJson -Buffer $buffer).statistics
    '{0} token(s), {1} byte(s), {2} hit(s), {3} miss(es), {4} join(s), {5} renewal(s), {6} eviction(s)' -f $sums.entries, $sums.bytes, $sums.hits, $sums.misses, $sums.joins, $sums.renewals, $sums.evictions
}
