function Expand-Template {
    # Puts values into the {{name}} places of a text, in one pass: what a value says is not
    # read again. Line ends are LF, however the module's files came here.
    param([string] $Text, [System.Collections.IDictionary] $Values)

    $parts = [regex]::Split($Text.Replace("`r`n", "`n"), '\{\{(\w+)\}\}')
    # Every second part is a name.
    -join @(for ($index = 0; $index -lt $parts.Length; $index++) {
            if ($index % 2 -eq 0) { $parts[$index] } else { $Values[$parts[$index]] }
        })
}
