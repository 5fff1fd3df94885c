function New-ExoMtException {
    # An exception whose Data has the parts that scripts and tickets need.
    param([object] $Failure)

    $exception = [System.InvalidOperationException]::new([string]$Failure.message)
    foreach ($name in 'name', 'fix', 'fixedBy', 'category', 'retryable', 'aadsts', 'oauthError', 'httpStatus', 'retryAfterSeconds', 'correlationId', 'traceId', 'timestamp', 'detail') {
        $property = $Failure.PSObject.Properties[$name]
        if ($null -ne $property -and $null -ne $property.Value) {
            $key = $name.Substring(0, 1).ToUpperInvariant() + $name.Substring(1)
            $exception.Data[$key] = ConvertTo-PlainValue -Value $property.Value
        }
    }
    $exception
}
