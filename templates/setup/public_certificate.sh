certificate_file=$(mktemp)
temporary=$certificate_file
credential='<certificate with its key>'
cat > "$certificate_file" <<'CERTIFICATE'
-----BEGIN CERTIFICATE-----
{% for line in certificate.lines() -%}
{{ line }}
{% endfor -%}
-----END CERTIFICATE-----
CERTIFICATE
