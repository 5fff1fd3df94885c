# Compares the import of ExoMt with that of an empty module with a manifest. Measures whole processes
# alternately, and reports the medians.
#
#     pwsh -NoProfile -File benches/import-cost.ps1 [-Module target/module/ExoMt] [-Rounds 15]
param(
    [string] $Module = (Join-Path $PSScriptRoot '../target/module/ExoMt'),
    [int] $Rounds = 15
)

$shell = (Get-Process -Id $PID).Path
$empty = Join-Path ([System.IO.Path]::GetTempPath()) "ExoMtBench$PID/Empty"
$null = New-Item -ItemType Directory -Path $empty -Force
Set-Content -Path (Join-Path $empty 'Empty.psm1') -Value ''
Set-Content -Path (Join-Path $empty 'Empty.psd1') -Value "@{ RootModule = 'Empty.psm1'; ModuleVersion = '1.0'; FunctionsToExport = @() }"

function Measure-Import {
    param([string] $Path)

    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    & $shell -NoProfile -NonInteractive -Command "Import-Module '$Path' -ErrorAction Stop"
    if ($LASTEXITCODE -ne 0) { throw "Import-Module $Path failed" }
    $watch.Elapsed.TotalMilliseconds
}

function Get-Median {
    param([double[]] $Values)

    $sorted = $Values | Sort-Object
    $sorted[[int][math]::Floor($sorted.Count / 2)]
}

try {
    $with = @(); $without = @()
    $null = Measure-Import -Path $empty
    $null = Measure-Import -Path $Module
    foreach ($round in 1..$Rounds) {
        $without += Measure-Import -Path $empty
        $with += Measure-Import -Path $Module
    }
    $a = Get-Median -Values $without
    $b = Get-Median -Values $with
    'empty module {0:n0} ms, ExoMt {1:n0} ms, difference {2:n0} ms (medians of {3})' -f $a, $b, ($b - $a), $Rounds
}
finally {
    Remove-Item -Recurse -Force (Split-Path $empty)
}
