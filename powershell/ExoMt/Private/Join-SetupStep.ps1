function Join-SetupStep {
    # The texts of all steps as one script, which stops at the first failure, also when it is
    # pasted, and leaves no variable behind.
    param([object[]] $Steps, [string] $Kind)

    $text = @($Steps | ForEach-Object { $_.$Kind }) -join "`n`n"
    if ($Kind -eq 'GraphPowerShell') {
        return "& {`n    `$ErrorActionPreference = 'Stop'`n`n" + ($text -replace '(?m)^(?=.)', '    ') + "`n}"
    }
    "#!/usr/bin/env bash`n(`nset -euo pipefail`numask 077`n`n$text`n)"
}
