& {
    $ErrorActionPreference = 'Stop'

{{ steps|safe }}
}
