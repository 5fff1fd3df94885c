key_file={{ context.file_name }}.key
certificate_file={{ context.file_name }}.crt
temporary=''
credential="-CertificatePath $certificate_file -CertificateKeyPath $key_file"
if [ -e "$key_file" ] || [ -e "$certificate_file" ]; then
    echo "$key_file or $certificate_file exists already." >&2
    false
else
    openssl req -x509 -newkey rsa:2048 -sha256 -nodes -days {{ context.days }} -utf8 -subj '{{ context.openssl_subject }}' -keyout "$key_file" -out "$certificate_file"
    chmod 600 "$key_file"
fi
