function Resolve-CertificateSubject {
    # The distinguished name for a certificate, by default one with the app's name; or a failure.
    param([string] $Subject, [string] $DisplayName)

    if (-not $Subject) {
        # A common name can have 64 characters.
        $common = $DisplayName
        if ($common.Length -gt 64) { $common = $common.Substring(0, 64).Trim() }
        $Subject = if ($common -match '^[\w.-]+( [\w.-]+)*$') { "CN=$common" } else { 'CN="' + $common.Replace('"', '""') + '"' }
    }
    $name = $null
    # The commonest slip is found without an exception, which -ErrorVariable would keep.
    if ($Subject -notmatch '\p{Cc}' -and $Subject -match '^\s*[A-Za-z0-9.]+\s*=') {
        try { $name = [System.Security.Cryptography.X509Certificates.X500DistinguishedName]::new($Subject) }
        catch [System.Security.Cryptography.CryptographicException] { Write-Debug 'The text of -CertificateSubject is no distinguished name.' }
    }
    if ($null -eq $name -or -not $name.Name) {
        return New-ExoMtFailure -Name 'InvalidSubject' -Category 'InvalidArgument' -Message "'$(ConvertTo-CleanLine -Text $Subject)' cannot be the subject of a certificate." -Fix 'Give a distinguished name such as CN=ExoMt or CN="Contoso, Ltd", O=Contoso.'
    }
    $name
}
