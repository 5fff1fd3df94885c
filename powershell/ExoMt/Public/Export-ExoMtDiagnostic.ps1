function Export-ExoMtDiagnostic {
    <#
    .SYNOPSIS
        Collects the facts for a support ticket in one text, without tokens and secrets.

    .DESCRIPTION
        Shows versions, the clock, the token cache and whether a proxy is set, the app without its credential, and whatever comes through the pipeline: tokens by their claims, readiness and checks of tenants, errors with their codes and ids. Nothing is read from $Error, the history or a file unless you pass it. Nothing is sent.

        For a token, it shows the claims that explain a refusal, and only the names of the other claims. In every text, it replaces tokens, keys, passwords, secrets and anything that looks like one with [redacted:...]. A password of plain words in a sentence looks like any other word: pass it to -Redact, and read the text before you send it.

    .PARAMETER InputObject
        Token objects, tokens as SecureString or text, results of Test-ExoMtTenant, Resolve-ExoMtTenant and Test-ExoMtToken, error records, exceptions, or texts such as lines of a log.

    .PARAMETER App
        An app from New-ExoMtApp. The text shows its id, cloud, credential type and certificate.

    .PARAMETER Redact
        More values to replace, as text or SecureString: a secret, or a customer's name. Case is ignored.

    .PARAMETER Path
        The file to write. Without it, the command returns the text, for example for Set-Clipboard.

    .PARAMETER Force
        Replaces an existing file.

    .PARAMETER AsJson
        Returns JSON instead of text.

    .EXAMPLE
        $failed | Export-ExoMtDiagnostic -App $app | Set-Clipboard

        Copies a diagnostic of the errors that -ErrorVariable collected, to paste into a ticket.

    .EXAMPLE
        Test-ExoMtTenant -App $app -Organization contoso.com | Export-ExoMtDiagnostic -Redact contoso

        Shows the ladder of a tenant without the customer's name.

    .OUTPUTS
        System.String: the diagnostic. Nothing with -Path.

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
        Enter-ExoMtProcess $PSCmdlet
        $full = $null
        if ($PSBoundParameters.ContainsKey('Path')) { $full = Resolve-OutputPath -Cmdlet $PSCmdlet -Path $Path -Force $Force }
        $document = New-DiagnosticDocument
        if ($AsJson) { $document.format = 'json' }
        if (-not $PSBoundParameters.ContainsKey('App')) { $App = $script:DefaultApp }
        if ($App) { Add-DiagnosticInput -Document $document -InputObject $App }
    }

    process {
        if ($null -eq $InputObject) { return }
        foreach ($item in $InputObject) { Add-DiagnosticInput -Document $document -InputObject $item }
    }

    end {
        $text = ConvertTo-DiagnosticText -Cmdlet $PSCmdlet -Document $document -Redact $Redact
        if ($null -eq $full) { return $text }
        if (-not $PSCmdlet.ShouldProcess($full, 'Write the diagnostic')) { return }
        Write-ExoMtFile -Cmdlet $PSCmdlet -Path $full -Parts @(, [System.Text.Encoding]::UTF8.GetBytes($text)) -Force $Force
        Write-Verbose "The diagnostic was written to $full"
    }
}
