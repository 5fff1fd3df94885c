function Test-PemText {
    # Returns whether a file is PEM (text with a BEGIN line); a PFX is DER and begins with a SEQUENCE.
    param([byte[]] $Bytes)

    if ($Bytes.Length -eq 0 -or $Bytes[0] -eq 48) { return $false }
    [System.Text.Encoding]::ASCII.GetString($Bytes).Contains('-----BEGIN')
}
