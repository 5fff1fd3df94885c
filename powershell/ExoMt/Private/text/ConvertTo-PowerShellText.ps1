function ConvertTo-PowerShellText {
    # A text as a literal of PowerShell in single quotes, for which it takes curly ones too.
    param([string] $Text)

    "'" + ($Text -replace "(['\u2018\u2019\u201A\u201B])", '$1$1') + "'"
}
