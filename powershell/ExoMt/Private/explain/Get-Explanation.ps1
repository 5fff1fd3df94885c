function Get-Explanation {
    # What the library says of a text.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Text)

    # The library takes no empty text.
    if (-not $Text) { $Text = ' ' }
    $bytes = [System.Text.Encoding]::UTF8.GetBytes($Text)
    $buffer = 0
    $failure = 0
    Assert-NativeStatus -Cmdlet $Cmdlet -Status ($script:Native::exomt_error_explain($bytes, $bytes.Length, [ref]$buffer, [ref]$failure)) -ErrorBuffer $failure
    foreach ($found in Read-NativeJson -Buffer $buffer) {
        [pscustomobject]@{
            PSTypeName = 'ExoMt.Explanation'
            Kind       = $found.kind
            Code       = $found.code
            Meaning    = $found.meaning
            Fix        = $found.fix
            FixedBy    = $found.fixedBy
            Retryable  = $found.retryable
            Link       = $found.link
        }
    }
}
