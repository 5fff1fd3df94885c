function New-RedactionRule {
    # What Protect-Text looks for. Each pattern takes time in proportion to the text: a server
    # decides how long that is.

    # A value that is quoted, else up to what can not belong to it. A password may have blanks.
    $quoted = '"(?:\\.|[^"\\\r\n])*"?|''[^''\r\n]*''?|\\"(?:[^"\r\n])*"?'
    $word = "(?:$quoted|[^\s;&`"'<>,]+)"
    $line = "(?:$quoted|[^;&\r\n`"'<>]+)"
    # How a name and its value are joined; the value may already be gone, and a code is none.
    $join = '\\{0,2}["'']?(?:[ \t]{0,3}(?:=|:|%3D|%3A)[ \t]{0,3}|[ \t]{0,3}=>[ \t]{0,3})(?!\[redacted:|AADSTS\d)'
    $rules = @(
        @('(?s)-----BEGIN[A-Za-z0-9 %+_]{1,60}-----.*?(?:-----END[^\r\n]{0,60}?-----|\z)', '[redacted:key]'),
        @("(?i)((?:password|passwd|passphrase|passcode|pwd|cookie)[\w-]{0,20}$join)$line", '$1[redacted:secret]'),
        @("(?i)((?:secret|assertion|(?:access|refresh|id|sas|auth|bearer|session|security)[_-]?token|(?:api|access|account|private|shared|encryption|storage)[_-]?key|signature)(?![_-]?(?:type|id|name)\b)[\w-]{0,20}$join)$word", '$1[redacted:secret]'),
        @('(?i)((?:secret|password|passphrase|pwd)(?: (?:is|was|value|key|of))?[ \t]{1,3})(?:"[^"\r\n]*"|''[^''\r\n]*'')', '$1[redacted:secret]'),
        @('(?i)(-\w{0,20}(?:secret|password|passphrase|token|assertion|apikey)\w{0,20}[ \t:]{1,3})(?:"[^"\r\n]*"?|''[^''\r\n]*''?|(?![-$(\[])(?=\S*[\d~!@#%^&*+=_])\S+)', '$1[redacted:secret]'),
        @('(?i)([?&](?:code|sig|token|client_info|session_state|id_token|skoid)=)[^&\s#"''<>]+', '$1[redacted:secret]'),
        @('(?i)(<(?:\w{1,20}:)?\w{0,20}(?:secret|password|token|assertion|key|signaturevalue)\w{0,20}(?: [^>\r\n]{0,200})?>)[^<]+', '$1[redacted:secret]'),
        @('(?i)(\b(?:bearer|d?pop|negotiate|ntlm)[ \t:]{1,3})(?!(?:auth|token|scheme|challenge)\w*\b|\w{1,40}=["\w]|\[redacted:)["'']?[^\s"'',;<>]{6,}', '$1[redacted:token]'),
        @('(\b[Bb]asic[ \t:]{1,3})(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)(?![A-Za-z0-9+/=])', '$1[redacted:secret]'),
        @('(?<=://)[^\s/"''<>]{1,500}@', '[redacted:secret]@'),
        @('eyJ[A-Za-z0-9_%+/=-]{6,}(?:\.[A-Za-z0-9_%+/=-]*)*', '[redacted:token]'),
        # What Entra makes as a client secret.
        @('[A-Za-z0-9_.~-]{3}\dQ~[A-Za-z0-9_.~-]{16,}', '[redacted:secret]')
    )
    $invariant = [System.Text.RegularExpressions.RegexOptions]::CultureInvariant
    @{
        # Control characters but the line feed, and the invisible ones that reorder or hide text.
        Invisible = [regex]::new('[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u180E\u2065\uFFFE\uFFFF-[\n]]|\uDB40[\uDC00-\uDC7F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]', $invariant)
        # Without any of this a text has nothing to hide.
        Suspect   = [regex]::new('(?i)[a-z0-9+/_=~.%-]{20,}|secret|password|passwd|passphrase|passcode|pwd|cookie|token|assertion|key|signature|bearer|pop|negotiate|ntlm|basic|://|[?&]\w+=|-----|eyJ', $invariant)
        Secrets   = @(foreach ($rule in $rules) { @{ Pattern = [regex]::new($rule[0], $invariant); Instead = $rule[1] } })
        # Base64, base64url, hex, and these in a URL.
        Run       = [regex]::new('[A-Za-z0-9+/_=~.%-]{20,}', $invariant)
        # Ids and error codes.
        Id        = [regex]::new('(?<![0-9A-Fa-f])[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(?![0-9A-Fa-f])|AADSTS[0-9]{4,8}', $invariant)
        # Mixed case only as in Contoso or in M365x12345678: a key with points is no host.
        Host      = [regex]::new('^\.?(?:(?:(?:M365x?[A-Za-z0-9]{1,14}|[A-Z][a-z0-9-]{1,18})\.)?(?:[a-z0-9-]{1,19}\.)+[a-z]{2,13}|(?:[A-Z0-9-]{1,19}\.)+[A-Z]{2,13})\.?$', $invariant)
        # Words that a key is named by, or a long number, among other words.
        Named     = [regex]::new('(?i)(?<![a-z])(?:secret|password|passphrase|passwd|pwd)(?![a-z])|[0-9]{6}', $invariant)
        Piece     = [regex]::new('%[0-9A-Fa-f]{2}|[/=%]', $invariant)
        Segment   = [regex]::new('[._+~-]', $invariant)
        Chunk     = [regex]::new('[A-Z][a-z]+|[A-Z]+|[a-z]+|[0-9]+', $invariant)
    }
}
