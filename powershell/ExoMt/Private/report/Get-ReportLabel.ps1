function Get-ReportLabel {
    # How a verdict or a state is shown: the order in the page, a class of the style sheet, a
    # sign and words, so that nothing is said by colour alone. What is not known is Unknown.
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
