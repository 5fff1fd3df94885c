function Join-SetupStep {
    # The texts of all steps as one script; see ConvertTo-BlockText.
    param([object[]] $Steps, [string] $Kind)

    $text = @($Steps | ForEach-Object { $_.$Kind }) -join "`n`n"
    if ($Kind -eq 'GraphPowerShell') { return ConvertTo-BlockText -Text "`n$text" }
    "#!/usr/bin/env bash`n(`nset -euo pipefail`numask 077`n`n$text`n)"
}
