# Reads the prototypes of include/exomt.h as .NET types.
Set-StrictMode -Version 3.0

# As wide as a pointer, but a plain number: UIntPtr needs a cast.
$script:Length = if ([System.IntPtr]::Size -eq 8) { [uint64] } else { [uint32] }

# Maps the C types of the header to .NET. A handle is a struct with one uint64_t, which every
# supported platform passes like the number itself.
$script:ClrTypes = @{
    'uint64_t'         = 'System.UInt64'
    'uint32_t'         = 'System.UInt32'
    'size_t'           = $script:Length.FullName
    'const uint8_t *'  = 'System.Byte[]'
    'const uint8_t **' = 'System.IntPtr&'
    'uint64_t *'       = 'System.UInt64&'
    'int32_t *'        = 'System.Int32&'
    'size_t *'         = $script:Length.MakeByRefType().FullName
}
foreach ($handle in 'exomt_buffer', 'exomt_credential', 'exomt_app', 'exomt_operation') {
    $script:ClrTypes[$handle] = 'System.UInt64'
    $script:ClrTypes["$handle *"] = 'System.UInt64&'
}

function ConvertTo-ClrType {
    # Returns the .NET type of a C parameter, without its name.
    param([string] $Parameter)

    $declared = ($Parameter.Trim() -replace '\s+', ' ') -replace '\w+$', ''
    $type = $script:ClrTypes[$declared.Trim()]
    if ($null -eq $type) { throw "exomt.h: no .NET type is known for '$Parameter'" }
    $type
}

function Get-HeaderPrototype {
    # Returns the prototypes of the header. Removes comments first, because they mention functions
    # too.
    param([string] $Path)

    $text = [System.IO.File]::ReadAllText($Path) -replace '(?s)/\*.*?\*/', ''
    $prototypes = @{}
    foreach ($match in [regex]::Matches($text, '(?m)^(exomt_status|u?int32_t)\s+(exomt_\w+)\(([^)]*)\);')) {
        $parameters = $match.Groups[3].Value.Trim()
        $types = @(if ($parameters -ne 'void') { foreach ($parameter in $parameters -split ',') { ConvertTo-ClrType -Parameter $parameter } })
        $prototypes[$match.Groups[2].Value] = [pscustomobject]@{ Returns = $match.Groups[1].Value; Types = $types -join ', ' }
    }
    $prototypes
}

function Get-SignatureFault {
    # Returns declarations that differ from the header. A wrong type or count would overwrite
    # memory.
    param([System.Collections.IDictionary] $Prototypes, [System.Collections.IDictionary] $Methods)

    foreach ($name in $Methods.Keys) {
        # An array is a pointer to an output value, except an array of bytes.
        $types = @($Methods[$name] | ForEach-Object { $_.FullName -replace '^(?!System\.Byte\[)(.+)\[\]$', '$1&' }) -join ', '
        if (-not $Prototypes.Contains($name)) { "$name is not in exomt.h" }
        elseif ($Prototypes[$name].Types -cne $types) { "$name accepts ($($Prototypes[$name].Types)), but is called with ($types)" }
        elseif ($Prototypes[$name].Returns -ne 'exomt_status') { "$name returns $($Prototypes[$name].Returns), but is read as exomt_status" }
    }
}

Export-ModuleMember -Function Get-HeaderPrototype, Get-SignatureFault
