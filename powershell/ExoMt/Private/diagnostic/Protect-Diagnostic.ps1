function Protect-Diagnostic {
    # The same tree of tables, lists and texts with every text redacted: nothing goes past this.
    param([object] $Value, [string[]] $Known, [regex[]] $Hidden)

    if ($Value -is [System.Collections.IDictionary]) {
        $table = [ordered]@{}
        foreach ($entry in $Value.GetEnumerator()) { $table[$entry.Key] = Protect-Diagnostic -Value $entry.Value -Known $Known -Hidden $Hidden }
        return $table
    }
    if ($Value -is [System.Array]) {
        return , @(foreach ($item in $Value) { Protect-Diagnostic -Value $item -Known $Known -Hidden $Hidden })
    }
    Protect-Text -Text $Value -Known $Known -Hidden $Hidden
}
