function New-ExoMtFailure {
    # Creates a failure of the module itself, with the properties of the library's errors.
    param([string] $Name, [string] $Category, [string] $Message, [string] $Fix, [string] $FixedBy = 'Partner', [object] $Finding)

    [pscustomobject]@{ PSTypeName = 'ExoMt.Failure'; name = $Name; message = $Message; fix = $Fix; fixedBy = $FixedBy; category = $Category; retryable = $false; finding = $Finding }
}
