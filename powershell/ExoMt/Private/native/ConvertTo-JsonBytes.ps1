function ConvertTo-JsonBytes {
    # Converts a hashtable of strings, numbers, switches, nulls and nested hashtables into JSON in
    # UTF-8. ConvertTo-Json would take longer than everything else up to the first token, because
    # PowerShell has to load its module.
    param([System.Collections.IDictionary] $Value)

    $members = foreach ($name in $Value.Keys) {
        $member = $Value[$name]
        if ($null -eq $member) { $json = 'null' }
        elseif ($member -is [System.Collections.IDictionary]) { $json = [System.Text.Encoding]::UTF8.GetString((ConvertTo-JsonBytes -Value $member)) }
        elseif ($member -is [bool]) { $json = if ($member) { 'true' } else { 'false' } }
        elseif ($member -is [int]) { $json = $member.ToString([System.Globalization.CultureInfo]::InvariantCulture) }
        else {
            $json = ([string]$member).Replace('\', '\\').Replace('"', '\"').Replace("`r", '\r').Replace("`n", '\n').Replace("`t", '\t')
            # Other control characters are rare. The condition avoids the cost of compiling the loop.
            if ($json.IndexOfAny([char[]](0..31)) -ge 0) {
                foreach ($code in 0..31) { $json = $json.Replace([string][char]$code, ('\u{0:x4}' -f $code)) }
            }
            $json = '"' + $json + '"'
        }
        '"' + $name + '":' + $json
    }
    , [System.Text.Encoding]::UTF8.GetBytes('{' + ($members -join ',') + '}')
}
