function ConvertTo-GuidText {
    # An id in the one spelling of a GUID, or a failure that says which parameter it came by.
    param([object] $Value, [string] $Parameter)

    $text = ConvertTo-CleanLine -Text ([string]$Value)
    $id = [guid]::Empty
    if ([guid]::TryParse($text, [ref]$id) -and $id -ne [guid]::Empty) { return $id.ToString() }
    if ($Parameter -eq 'AppId') {
        return New-ExoMtFailure -Name 'InvalidAppId' -Category 'InvalidArgument' -Message "-AppId: '$text' is not an application id." -Fix "Give the 'Application (client) ID' of the app registration, a GUID; not the object id and not the name."
    }
    New-ExoMtFailure -Name 'InvalidId' -Category 'InvalidArgument' -Message "-${Parameter}: '$text' is not a GUID, or the empty one." -Fix "Give -$Parameter a GUID such as 7e4a0001-1c2d-4e3f-8a5b-000000000001."
}
