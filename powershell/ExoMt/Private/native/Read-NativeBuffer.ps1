function Read-NativeBuffer {
    # Returns the bytes of a buffer. Always frees the buffer, which also wipes it.
    param([object] $Buffer)

    $data = [intptr[]]::new(1)
    $length = [uint64[]]::new(1)
    if ([intptr]::Size -eq 4) { $length = [uint32[]]::new(1) }
    try {
        $status = $script:Native::exomt_buffer_read($Buffer, $data, $length)
        if ($status -ne 0) { throw "ExoMt: a buffer could not be read (status $status)." }
        $bytes = [byte[]]::new($length[0])
        [System.Runtime.InteropServices.Marshal]::Copy($data[0], $bytes, 0, $bytes.Length)
        , $bytes
    }
    finally {
        $null = $script:Native::exomt_buffer_free($Buffer)
    }
}
