function Read-NativeJson {
    # A buffer's JSON as an object; the buffer is freed.
    param([uint64] $Buffer)

    ConvertFrom-Json -InputObject ([System.Text.Encoding]::UTF8.GetString((Read-NativeBuffer -Buffer $Buffer)))
}
