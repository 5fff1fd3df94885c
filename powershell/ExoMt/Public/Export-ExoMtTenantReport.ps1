function Export-ExoMtTenantReport {
    <#
    .SYNOPSIS
        Writes the readiness of many tenants as one HTML page that you can send to a customer.

    .DESCRIPTION
        Accepts the results of Test-ExoMtTenant, also from a job or Import-Clixml, and writes one self-contained page without scripts, other files or network requests. The page begins with the counts and a table of all tenants, those that aren't ready first. A section for each tenant follows, with its ladder: what was found, what is missing, who can fix it, and the steps and commands to copy.

        The page contains no token, secret or key, because anything that looks like one is replaced. It does contain tenant names, app ids and object ids.

        The command writes the file at the end, completely or not at all.

    .PARAMETER InputObject
        The readiness of tenants: results of Test-ExoMtTenant.

    .PARAMETER Path
        The HTML file to write. A relative path is resolved against the PowerShell location; the folder must exist.

    .PARAMETER Title
        The heading of the page, such as the customer's name.

    .PARAMETER Force
        Replaces an existing file.

    .PARAMETER PassThru
        Returns the file that was written.

    .EXAMPLE
        Get-Content ./tenants.txt | Test-ExoMtTenant -App $app | Export-ExoMtTenantReport -Path ./readiness.html

        Writes one page about all tenants in a list.

    .EXAMPLE
        $tenant | Export-ExoMtTenantReport -Path ./contoso.html -Title 'Contoso' -Force -PassThru | Invoke-Item

        Writes a page for one customer and opens it.

    .OUTPUTS
        System.IO.FileInfo: the file, with -PassThru; otherwise nothing.

    .LINK
        Export-ExoMtDiagnostic
    #>
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType('System.IO.FileInfo')]
    param(
        [Parameter(Mandatory, ValueFromPipeline)]
        [AllowNull()]
        [object[]] $InputObject,

        [Parameter(Mandatory, Position = 0)]
        [Alias('FilePath', 'LiteralPath')]
        [string] $Path,

        [string] $Title = 'Exchange Online: is the app ready?',

        [switch] $Force,

        [switch] $PassThru
    )

    begin {
        Enter-ExoMtProcess $PSCmdlet
        $full = Resolve-OutputPath -Cmdlet $PSCmdlet -Path $Path -Force $Force
        $tenants = [System.Collections.Generic.List[object]]::new()
        $script:HtmlTexts.Clear()
    }

    process {
        if ($null -eq $InputObject) { return }
        foreach ($item in $InputObject) {
            if ($null -eq $item) { continue }
            if (@($item.PSObject.TypeNames) -match '^(Deserialized\.)?ExoMt\.TenantReadiness$') {
                $tenants.Add((ConvertTo-TenantHtml -Tenant $item -Number ($tenants.Count + 1)))
                continue
            }
            # The error has no target object, because this object may contain a secret.
            $kind = Protect-Text -Text $item.PSObject.TypeNames[0]
            $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure (New-ExoMtFailure -Name 'InvalidInput' -Category 'InvalidArgument' -Message "An object of type $kind can't be part of the report." -Fix 'Pass results of Test-ExoMtTenant.') -TargetObject $null))
        }
    }

    end {
        $script:HtmlTexts.Clear()
        if ($tenants.Count -eq 0) {
            Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure (New-ExoMtFailure -Name 'NothingToWrite' -Category 'InvalidArgument' -Message 'No tenant was passed, so no report was written.' -Fix 'Pass results of Test-ExoMtTenant through the pipeline.')
        }
        if (-not $PSCmdlet.ShouldProcess($full, "Write the report of $($tenants.Count) tenant(s)")) { return }
        $sorted = @($tenants | Sort-Object -Property Rank, Name)
        $head, $middle, $end = Get-ReportFrame -Title $Title -Tenants $sorted
        $parts = [System.Collections.Generic.List[byte[]]]::new()
        $parts.Add($head)
        foreach ($tenant in $sorted) { $parts.Add($tenant.Row) }
        $parts.Add($middle)
        foreach ($tenant in $sorted) { $parts.Add($tenant.Section) }
        $parts.Add($end)
        Write-ExoMtFile -Cmdlet $PSCmdlet -Path $full -Parts $parts -Force $Force
        Write-Verbose "$($tenants.Count) tenant(s) written to $full"
        if ($PassThru) { Get-Item -LiteralPath $full -Force }
    }
}
