function ConvertTo-BashText {
    # A text as a word of bash in single quotes, in which only the quote itself is special.
    param([string] $Text)

    "'" + $Text.Replace("'", "'\''") + "'"
}
