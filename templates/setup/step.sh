# {{ heading|safe }}
{{ lines|safe }}
