function ConvertTo-BlockText {
    # Commands as one block: pasted or in a file it stops at the first failure, and leaves no
    # variable behind.
    param([string] $Text)

    "& {`n" + ("`$ErrorActionPreference = 'Stop'`n$Text" -replace '(?m)^(?=.)', '    ') + "`n}"
}
