# Measures the module under load from inside its process. Writes one line of JSON for each step.
#
#     pwsh -NoProfile -File pipeline.ps1 -Module target/module/ExoMt -Authority https://localhost:1 `
#         -AuthorityFile ca.pem -Certificate app.crt -Key app.key [-Tenants 1000] [-ThrottleLimit 32]
#
# If LOAD_STEPS is set, waits before each step for a file in that folder, named 1, 2 and so on.
# Meanwhile `load` reads the server's usage.
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $Authority,
    [Parameter(Mandatory)] [string] $AuthorityFile,
    [Parameter(Mandatory)] [string] $Certificate,
    [Parameter(Mandatory)] [string] $Key,
    [int] $Tenants = 1000,
    [int] $ThrottleLimit = 32
)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$appId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'
$names = [string[]]@(foreach ($number in 0..($Tenants - 1)) { "t$number.bench.test" })
$throttle = @{}
if ((Get-Command Get-ExoMtToken).Parameters.ContainsKey('ThrottleLimit')) { $throttle.ThrottleLimit = $ThrottleLimit }
$singleCalls = 50
$warmRounds = 3
$coldRounds = 20

function Write-Step {
    param([System.Collections.IDictionary] $Figures)
    [Console]::Out.WriteLine((ConvertTo-Json -InputObject $Figures -Compress))
    [Console]::Out.Flush()
}

function Wait-Turn {
    param([int] $Step)

    if (-not $env:LOAD_STEPS) { return }
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not [System.IO.File]::Exists("$env:LOAD_STEPS/$Step")) {
        if ($watch.Elapsed.TotalMinutes -gt 10) { throw 'The parent did not start the next step.' }
        [System.Threading.Thread]::Sleep(2)
    }
}

function Measure-Step {
    # Runs the work, which returns its number of tokens. Measures wall time and CPU of this process.
    param([scriptblock] $Work)

    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $before = $process.TotalProcessorTime
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $tokens = & $Work
    $watch.Stop()
    $process.Refresh()
    @{ tokens = $tokens; wallMs = $watch.Elapsed.TotalMilliseconds; cpuMs = ($process.TotalProcessorTime - $before).TotalMilliseconds }
}

function Get-Median {
    param([double[]] $Values)

    [array]::Sort($Values)
    $Values[[int][math]::Floor($Values.Count / 2)]
}

function Measure-Each {
    # Runs the task in rounds with a number of tokens each. Returns the median time per token as well.
    param([int] $Rounds, [int] $Tokens = 1, [scriptblock] $Prepare = { }, [scriptblock] $Task)

    $times = [System.Collections.Generic.List[double]]::new()
    $step = Measure-Step {
        foreach ($round in 1..$Rounds) {
            & $Prepare
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $null = & $Task
            $times.Add($watch.Elapsed.TotalMilliseconds / $Tokens)
        }
        $Rounds * $Tokens
    }
    $step.eachMs = Get-Median -Values $times
    $step
}

function Get-All {
    # Sends all tenants through the pipeline. Returns the number of tokens.
    param([object] $App)

    $found = @($names | Get-ExoMtToken -App $App @throttle)
    if ($found.Count -ne $names.Count) { throw "$($found.Count) tokens of $($names.Count)" }
    $found.Count
}

$app = New-ExoMtApp -AppId $appId -Authority $Authority -CertificateAuthorityPath $AuthorityFile -CertificatePath $Certificate -CertificateKeyPath $Key
Write-Step @{ throttle = $throttle.Count -gt 0 }

Wait-Turn -Step 1
Write-Step (Measure-Step { Get-All -App $app })

# Now PowerShell has compiled everything once, and .NET continues to optimize it.
Wait-Turn -Step 2
Write-Step (Measure-Each -Rounds $coldRounds -Tokens $names.Count -Prepare { Clear-ExoMtTokenCache } -Task { Get-All -App $app })

Wait-Turn -Step 3
Write-Step (Measure-Each -Rounds $singleCalls -Task { Get-ExoMtToken -Organization $names[$round % $names.Count] -App $app })

Wait-Turn -Step 4
Write-Step (Measure-Each -Rounds $warmRounds -Tokens $names.Count -Task { Get-All -App $app })
