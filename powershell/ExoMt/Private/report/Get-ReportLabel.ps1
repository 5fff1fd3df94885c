function Get-ReportLabel {
    # Returns how to show a verdict or a state: its sort order, its style sheet class, a symbol and
    # words, so that color is never the only signal. Other names are shown as Unknown.
    param([object] $Name)

    $labels = @{
        NotReady = @{ Rank = 0; Class = 'bad'; Sign = '&#10007;'; Words = 'Not ready' }
        Unknown  = @{ Rank = 1; Class = 'open'; Sign = '?'; Words = 'Unknown' }
        Warning  = @{ Rank = 2; Class = 'warn'; Sign = '!'; Words = 'Warning' }
        Ready    = @{ Rank = 3; Class = 'good'; Sign = '&#10003;'; Words = 'Ready' }
        Failed   = @{ Rank = 0; Class = 'bad'; Sign = '&#10007;'; Words = 'Failed' }
        Passed   = @{ Rank = 3; Class = 'good'; Sign = '&#10003;'; Words = 'Passed' }
        Skipped  = @{ Rank = 4; Class = 'none'; Sign = '-'; Words = 'Not checked' }
    }
    $label = $labels["$Name"]
    if ($null -eq $label) { $label = $labels['Unknown'] }
    $label
}
