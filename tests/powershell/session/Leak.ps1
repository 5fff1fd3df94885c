# A session that uses secrets and tokens as scripts do, and shows and writes everything it can.
# Leak.Tests.ps1 runs it and searches its output for the secrets.
param(
    [Parameter(Mandatory)] [string] $Folder,
    # Receives the tokens, which only this session has. The file is outside the searched folder.
    [Parameter(Mandatory)] [string] $TokenFile,
    # Writes each secret somewhere on purpose, to prove that the search finds it.
    [switch] $Plant
)

Import-Module (Join-Path $PSScriptRoot '../Support.psm1')
Import-ExoMt
$DebugPreference = 'Continue'
$VerbosePreference = 'Continue'
$InformationPreference = 'Continue'
$PSDefaultParameterValues = @{ 'New-ExoMtApp:Verbose' = $true; 'Get-ExoMtToken:Verbose' = $true; '*-ExoMt*:Debug' = $true }
$null = Start-Transcript -Path (Join-Path $Folder 'transcript.txt')
$ErrorActionPreference = 'Continue'

$app = Get-AppParameter
$contoso = 'contoso.onmicrosoft.com'
$assertion = $env:EXOMT_TEST_ASSERTION
$pem = Join-Path $Folder '../both.pem'
$apps = @(
    New-ExoMtApp @app -ClientSecret (ConvertTo-Secure (Get-SecretText))
    New-ExoMtApp @app -CertificatePath (Get-Fixture 'modern.pfx') -CertificatePassword (ConvertTo-Secure 'pass wörd')
    New-ExoMtApp @app -CertificateBase64 ([Convert]::ToBase64String([IO.File]::ReadAllBytes((Get-Fixture 'modern.pfx')))) -CertificatePassword (ConvertTo-Secure 'pass wörd')
    New-ExoMtApp @app -CertificatePath $pem
    New-ExoMtApp @app -Certificate (Get-FixtureCertificate)
    New-ExoMtApp @app -Assertion $assertion
    New-ExoMtApp @app -Assertion { $env:EXOMT_TEST_ASSERTION_AGAIN }
)
$tokens = @(foreach ($one in $apps) { Get-ExoMtToken -App $one -Organization $contoso -Verbose -Debug })
$tokens += Get-ExoMtToken -App $apps[0] -Organization $contoso -AsSecureString
$text = $tokens.ForEach({ if ($_.AccessToken -is [string]) { $_.AccessToken } else { [System.Net.NetworkCredential]::new('', $_.AccessToken).Password } })
Set-Content -Path $TokenFile -Value $text

# Shows and writes each object in every way.
$things = @($tokens) + @($apps) + @($tokens[0] | Test-ExoMtToken) + @($tokens[0] | ConvertFrom-ExoMtToken)
$number = 0
foreach ($thing in $things) {
    $number++
    $thing | Out-String | Write-Output
    $thing | Format-List * -Force | Out-String | Write-Output
    $thing | Format-Table * -Force | Out-String | Write-Output
    $thing | Select-Object * | Format-List * -Force | Out-String | Write-Output
    $thing | Get-Member -Force | Out-String | Write-Output
    "$thing" | Write-Output
    [string]$thing | Write-Output
    $thing.PSObject.Properties | ForEach-Object { "$($_.Name)=$($_.Value)" } | Write-Output
    $thing | ConvertTo-Json -Depth 6 | Set-Content (Join-Path $Folder "$number.json")
    $thing | Export-Clixml -Path (Join-Path $Folder "$number.clixml") -Depth 6
    $thing | Export-Csv -Path (Join-Path $Folder "$number.csv")
    $thing | Out-File -FilePath (Join-Path $Folder "$number.txt")
    [System.Management.Automation.PSSerializer]::Serialize($thing, 6) | Set-Content (Join-Path $Folder "$number.xml")
    Write-Information $thing
    Write-Host $thing
    Write-Warning "$thing"
}
$job = Start-Job -ArgumentList $tokens[0], $apps[0] -ScriptBlock { $args | Format-List * -Force | Out-String; $args[0] }
$job | Wait-Job | Receive-Job | Format-List * -Force | Out-String | Write-Output

# Fails in every way while handling a secret.
$wrong = 'canary-wrong-secret'
Get-ExoMtToken -App (New-ExoMtApp @app -ClientSecret (ConvertTo-Secure $wrong)) -Organization $contoso
try { New-ExoMtApp @app -ClientSecret $wrong } catch { $_ | Format-List * -Force | Out-String | Write-Output }
try { New-ExoMtApp @app -CertificatePath (Get-Fixture 'modern.pfx') -CertificatePassword (ConvertTo-Secure $wrong) } catch { $_ | Out-String | Write-Output }
try { New-ExoMtApp @app -CertificatePath (Get-Fixture 'modern.pfx') -CertificatePassword $wrong } catch { $_ | Out-String | Write-Output }
try { New-ExoMtApp @app -CertificateBase64 "$wrong!" } catch { $_ | Out-String | Write-Output }
try { New-ExoMtApp @app -Assertion $wrong } catch { $_ | Out-String | Write-Output }
Set-Content -Path (Join-Path $Folder '../broken.pem') -Value ((Get-Content -Raw $pem) -replace '-----END PRIVATE KEY-----', '')
try { New-ExoMtApp @app -CertificatePath (Join-Path $Folder '../broken.pem') } catch { $_ | Out-String | Write-Output }
Get-ExoMtToken -App $apps[5] -Organization northwind.onmicrosoft.com
Get-ExoMtToken -App (New-ExoMtApp @app -Assertion { $wrong }) -Organization $contoso
Test-ExoMtToken -Token $text[0] -Environment Mars
Test-ExoMtToken -Token $text[0].Substring(0, 400)
$text[0].Substring(0, 400) | ConvertFrom-ExoMtToken
$Error | ForEach-Object {
    $_ | Format-List * -Force | Out-String | Write-Output
    $_.Exception | Format-List * -Force | Out-String | Write-Output
    $_.Exception.Data | Out-String | Write-Output
    "$($_.Exception)" | Write-Output
}

if ($Plant) {
    $copy = [pscustomobject]@{ AccessToken = $text[0] }
    $copy | Export-Clixml -Path (Join-Path $Folder 'planted.clixml')
    Write-Verbose (Get-SecretText)
    Write-Error 'pass wörd'
    Write-Host (Get-Content $pem)[5]
    ConvertTo-Json @{ assertion = $assertion } | Set-Content (Join-Path $Folder 'planted.json')
    Write-Debug $wrong
}
$null = Stop-Transcript
