function Export-ExoMtDiagnostic {
    <#
    .SYNOPSIS
        Collects what a support ticket needs into one text, without tokens and secrets.

    .DESCRIPTION
        Gives versions, clock, cache and proxy settings (yes or no), the app without its
        credential, and whatever comes in through the pipeline: tokens by their claims, readiness
        and checks of tenants, errors with their codes and ids. Nothing is taken from $Error, the
        history or a file unless it is given. Nothing is sent.

        Of a token only the claims that explain a refusal are shown, of the others the names. In
        every text what is or looks like a token, a key, a password or a secret is replaced by
        [redacted:...]. A password of plain words in the middle of a sentence looks like any
        other word: name it by -Redact, and read the text before you send it.

    .PARAMETER InputObject
        Token objects, tokens as SecureString or text, results of Test-ExoMtTenant,
        Resolve-ExoMtTenant and Test-ExoMtToken, error records, exceptions, or texts such as
        lines of a log.

    .PARAMETER App
        The app, from New-ExoMtApp. Not needed after New-ExoMtApp -Default.

    .PARAMETER Redact
        What else has to be left out, as text or SecureString: a secret, or a customer's name. Upper and lower case count the same.

    .PARAMETER Path
        The file to write. Left out, the text goes to the pipeline, for instance to Set-Clipboard.

    .PARAMETER Force
        Replaces a file that is already there.

    .PARAMETER AsJson
        Gives JSON instead of text.

    .EXAMPLE
        $failed | Export-ExoMtDiagnostic -App $app | Set-Clipboard

        Copies a diagnostic of errors that -ErrorVariable has kept, to be pasted into a ticket.

    .EXAMPLE
        $token, $Error[0] | Export-ExoMtDiagnostic -App $app -Path ./ticket.txt

        Writes a file about one token and the last error.

    .EXAMPLE
        Test-ExoMtTenant -App $app -Organization contoso.com | Export-ExoMtDiagnostic -Redact contoso

        Shows the ladder of a tenant without the customer's name.

    .OUTPUTS
        System.String: the diagnostic; nothing with -Path.

    .LINK
        Export-ExoMtTenantReport
    #>
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType('System.String')]
    param(
        [Parameter(Position = 0, ValueFromPipeline)]
        [AllowNull()]
        [Alias('ErrorRecord', 'Token')]
        [object[]] $InputObject,

        [psobject] $App,

        [object[]] $Redact,

        [Alias('FilePath', 'LiteralPath')]
        [string] $Path,

        [switch] $Force,

        [switch] $AsJson
    )

    begin {
        Enter-ExoMtProcess
        foreach ($preference in Get-CallerPreference -Cmdlet $PSCmdlet -Bound $PSBoundParameters) {
            Set-Variable -Name $preference.Name -Value $preference.Value
        }
        if (-not $PSBoundParameters.ContainsKey('WhatIf')) { $WhatIfPreference = $PSCmdlet.SessionState.PSVariable.GetValue('WhatIfPreference') }
        $full = $null
        if ($PSBoundParameters.ContainsKey('Path')) { $full = Resolve-OutputPath -Cmdlet $PSCmdlet -Path $Path -Force $Force }
        $bundle = New-Diagnostic
        if (-not $PSBoundParameters.ContainsKey('App')) { $App = $script:DefaultApp }
        if ($App) { Add-DiagnosticInput -Bundle $bundle -InputObject $App }
    }

    process {
        if ($null -eq $InputObject) { return }
        foreach ($item in $InputObject) { Add-DiagnosticInput -Bundle $bundle -InputObject $item }
    }

    end {
        $text = ConvertTo-DiagnosticText -Bundle $bundle -Redact $Redact -AsJson $AsJson
        if ($null -eq $full) { return $text }
        if (-not $PSCmdlet.ShouldProcess($full, 'Write the diagnostic')) { return }
        Write-ExoMtFile -Cmdlet $PSCmdlet -Path $full -Parts @(, [System.Text.Encoding]::UTF8.GetBytes($text)) -Force $Force
        Write-Verbose "The diagnostic was written to $full"
    }
}
