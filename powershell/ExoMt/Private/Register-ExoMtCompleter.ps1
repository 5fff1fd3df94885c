function Register-ExoMtCompleter {
    # Tab completion for what has names.
    $complete = {
        param($Command, $Parameter, $Word)
        Get-CompletionValue -Parameter $Parameter | Where-Object { $_ -like "$Word*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_)
        }
    }
    $commands = 'New-ExoMtApp', 'Get-ExoMtToken', 'Test-ExoMtToken'
    foreach ($parameter in 'Environment', 'Resource', 'CertificateThumbprint') {
        Register-ArgumentCompleter -CommandName $commands -ParameterName $parameter -ScriptBlock $complete
    }
}
