function Format-Diagnostic {
    # The lines of a tree of tables, lists and texts. A text of many lines is set off, so that
    # it can not be taken for a line of the diagnostic.
    param([object] $Value, [string] $Indent = '')

    foreach ($entry in $Value.GetEnumerator()) {
        $inner = $entry.Value
        if ($inner -is [System.Collections.IDictionary]) {
            "$Indent$($entry.Key):"
            Format-Diagnostic -Value $inner -Indent "$Indent  "
        }
        elseif ($inner -is [System.Array]) {
            if ($inner.Length -eq 0) { continue }
            "$Indent$($entry.Key):"
            $number = 0
            foreach ($item in $inner) {
                $number++
                if ($item -is [System.Collections.IDictionary]) {
                    "$Indent  $number."
                    Format-Diagnostic -Value $item -Indent "$Indent     "
                }
                else { "$Indent  - " + $item.Replace("`n", "`n$Indent    | ") }
            }
        }
        elseif ($inner) { "$Indent$($entry.Key): " + $inner.Replace("`n", "`n$Indent    | ") }
    }
}
