function ConvertTo-DiagnosticError {
    # Converts an error into plain data for the library. Omits its command line, and its target unless
    # that is a string, because both may contain a secret.
    param([object] $Failure)

    $properties = @{}
    $details = ''
    $exception = $Failure
    if ($null -ne (Get-MemberValue -InputObject $Failure -Name 'FullyQualifiedErrorId')) {
        $exception = Get-MemberValue -InputObject $Failure -Name 'Exception'
        $target = Get-MemberValue -InputObject $Failure -Name 'TargetObject'
        if ($null -ne $target -and $target -isnot [string]) { $target = "an object of type $($target.PSObject.TypeNames[0])" }
        $category = Get-MemberValue -InputObject (Get-MemberValue -InputObject $Failure -Name 'CategoryInfo') -Name 'Category'
        # A copy from a file has only the number.
        if ($null -eq $category) { $category = (Get-MemberValue -InputObject $Failure -Name 'ErrorCategory_Category') -as [System.Management.Automation.ErrorCategory] }
        $call = Get-MemberValue -InputObject $Failure -Name 'InvocationInfo'
        $properties = @{
            id       = "$(Get-MemberValue -InputObject $Failure -Name 'FullyQualifiedErrorId')"
            category = "$category"
            target   = [string]$target
            command  = "$(Get-MemberValue -InputObject (Get-MemberValue -InputObject $call -Name 'MyCommand') -Name 'Name')"
            line     = "$(Get-MemberValue -InputObject $call -Name 'ScriptLineNumber')"
        }
        $details = "$(Get-MemberValue -InputObject (Get-MemberValue -InputObject $Failure -Name 'ErrorDetails') -Name 'Message')"
    }
    # The depth is limited, because an exception can contain itself.
    $exceptions = for ($depth = 0; $depth -lt 8 -and $null -ne $exception; $depth++) {
        # A copy from a file may have only the text.
        if ($exception -is [string]) { @{ message = $exception }; break }
        $data = Get-MemberValue -InputObject $exception -Name 'Data'
        @{
            type    = $exception.PSObject.TypeNames[0]
            message = "$(Get-MemberValue -InputObject $exception -Name 'Message')"
            data    = if ($data -is [System.Collections.IDictionary]) { ConvertTo-PlainTree -Value $data -Depth 1 } else { @{} }
        }
        $exception = Get-MemberValue -InputObject $exception -Name 'InnerException'
    }
    @{ properties = $properties; details = $details; exceptions = @($exceptions) }
}
