function Read-NativeBuffer {
    # The bytes of a buffer; the buffer is freed (and wiped) whatever happens.
    param([object] $Buffer)

    $data = [intptr]::Zero
    $length = 0
    try {
        $status = $script:Native::exomt_buffer_data($Buffer, [ref]$data, [ref]$length)
        if ($status -ne 0) { throw "ExoMt: a buffer could not be read (status $status)." }
        $bytes = [byte[]]::new([int]$length)
        [System.Runtime.InteropServices.Marshal]::Copy($data, $bytes, 0, $bytes.Length)
        , $bytes
    }
    finally {
        $null = $script:Native::exomt_buffer_free($Buffer)
    }
}
