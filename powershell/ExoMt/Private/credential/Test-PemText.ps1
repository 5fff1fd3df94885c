function Test-PemText {
    # A PFX is DER and begins with a SEQUENCE; PEM is text with a BEGIN line.
    param([byte[]] $Bytes)

    if ($Bytes.Length -eq 0 -or $Bytes[0] -eq 48) { return $false }
    [System.Text.Encoding]::ASCII.GetString($Bytes).Contains('-----BEGIN')
}
