function ConvertTo-JsonBytes {
    # A table as JSON in UTF-8.
    param([System.Collections.IDictionary] $Value)

    , [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $Value -Compress -Depth 5))
}
