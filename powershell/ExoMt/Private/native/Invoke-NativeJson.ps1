function Invoke-NativeJson {
    # Calls a library function that accepts up to three byte arguments and writes one buffer of
    # JSON. Returns the document as an object, or a failure. A null argument is a null pointer.
    param([string] $Name, [object[]] $Arguments = @())

    $buffer = $failure = 0
    $bytes = [System.Collections.Generic.List[byte[]]]::new()
    foreach ($argument in $Arguments) {
        if ($argument -is [string]) { $argument = [System.Text.Encoding]::UTF8.GetBytes($argument) }
        elseif ($argument -is [System.Collections.IDictionary]) { $argument = ConvertTo-JsonBytes -Value $argument }
        $bytes.Add($argument)
    }
    $length = @(foreach ($item in $bytes) { if ($null -eq $item) { 0 } else { $item.Length } })
    $status = switch ($bytes.Count) {
        0 { $script:Native::$Name([ref]$buffer, [ref]$failure) }
        1 { $script:Native::$Name($bytes[0], $length[0], [ref]$buffer, [ref]$failure) }
        2 { $script:Native::$Name($bytes[0], $length[0], $bytes[1], $length[1], [ref]$buffer, [ref]$failure) }
        3 { $script:Native::$Name($bytes[0], $length[0], $bytes[1], $length[1], $bytes[2], $length[2], [ref]$buffer, [ref]$failure) }
    }
    if ($status -ne 0) { return Get-NativeFailure -Status $status -ErrorBuffer $failure }
    ConvertFrom-Json -InputObject ([System.Text.Encoding]::UTF8.GetString((Read-NativeBuffer -Buffer $buffer)))
}
