function Test-RandomText {
    # Whether a run of letters and digits looks like a key or a token, and not like words, a
    # name of a host, a path or an id. Known: values in it that are none.
    param([string] $Text, [string[]] $Known)

    $rules = $script:Redaction
    foreach ($value in $Known) { $Text = $Text.Replace($value, '/') }
    $Text = $rules.Id.Replace($Text, '/')
    # A tilde hardly stands in anything else but at the start of a path.
    if ($Text.Length -ge 20 -and $Text -match '[^/]~|~[^/]|%7E' -and $Text -match '[0-9]' -and $Text -match '[A-Za-z]') { return $true }
    $length = $count = 0
    foreach ($piece in $rules.Piece.Split($Text)) {
        if ($rules.Host.IsMatch($piece)) { continue }
        if ($piece.Length -ge 20 -and $rules.Named.IsMatch($piece)) { return $true }
        $mixed = 0
        foreach ($segment in $rules.Segment.Split($piece)) {
            $digits = $letters = 0
            $chunks = $rules.Chunk.Matches($segment)
            foreach ($chunk in $chunks) { if ([char]::IsDigit($chunk.Value[0])) { $digits++ } else { $letters++ } }
            $length += $segment.Length
            $count += $chunks.Count
            if ($digits -gt 0 -and $letters -gt 0) { $mixed++ }
            # A key on paper comes in groups.
            if ($mixed -ge 3) { return $true }
            if ($segment.Length -lt 10) { continue }
            # Words are some letters long, and begin or end with a number at most.
            $mean = $segment.Length / $chunks.Count
            if ($mean -lt 3 -or $digits -ge 2 -or ($mean -lt 4 -and $segment -match '[0-9][A-Za-z]')) { return $true }
            if ($segment.Length -ge 20 -and ($mean -lt 3.5 -or $digits -gt 0)) { return $true }
            if ($segment.Length -ge 40 -and $mean -lt 4) { return $true }
        }
    }
    # Signs cut a key into parts that are short by themselves.
    $length -ge 16 -and $length / $count -lt 3
}
