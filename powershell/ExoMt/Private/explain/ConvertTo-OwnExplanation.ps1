function ConvertTo-OwnExplanation {
    # An error of this module already has its explanation.
    param([System.Management.Automation.ErrorRecord] $Record)

    $data = $Record.Exception.Data
    $code = $data['Aadsts']
    [pscustomobject]@{
        PSTypeName = 'ExoMt.Explanation'
        Kind       = ($Record.FullyQualifiedErrorId -split ',')[0].Substring(6)
        Code       = if ($code) { "AADSTS$code" }
        Meaning    = $Record.Exception.Message
        Fix        = [string]$data['Fix']
        FixedBy    = [string]$data['FixedBy']
        Retryable  = [bool]$data['Retryable']
        Link       = if ($code) { "https://login.microsoftonline.com/error?code=$code" } else { $data['ErrorUri'] }
    }
}
