function Get-PowerShellResource {
    # Which of the two PowerShells is meant, or a failure.
    param([string] $Resource)

    foreach ($name in 'Exchange', 'Compliance') {
        if ($Resource.Trim() -eq $name) { return $name }
    }
    New-ExoMtFailure -Name 'InvalidResource' -Category 'InvalidArgument' -Message "'$(ConvertTo-CleanLine -Text $Resource)' is not a PowerShell of Microsoft 365." -Fix 'Use Exchange (Exchange Online PowerShell) or Compliance (Security & Compliance PowerShell).'
}
