function Write-NotReadyWarning {
    # A token that will be refused is worth a word, even if nobody tests it.
    param([object] $Description)

    foreach ($finding in $Description.findings) {
        if ($finding.severity -eq 'Error') {
            Write-Warning ('{0}: not ready. {1} {2} ({3})' -f $Description.organization, $finding.message, $finding.fix, $finding.fixedBy)
        }
    }
}
