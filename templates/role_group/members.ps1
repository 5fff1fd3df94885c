{% if is_compliance -%}
# Run in Security & Compliance PowerShell of the customer tenant (Connect-IPPSSession), as an admin who is allowed to manage role groups:
{% else -%}
# Run in Exchange Online PowerShell of the customer tenant (Connect-ExchangeOnline), as a member of Organization Management:
{% endif -%}
New-ServicePrincipal -AppId '{{ app_id }}' -ObjectId '{{ object_id }}' -DisplayName '{{ display_name }}'
{%- if !roles.is_empty() %}
# If this asks for Enable-OrganizationCustomization: that cannot be undone.
New-RoleGroup -Name '{{ group }}' -Roles {% for role in roles %}{% if !loop.first %}, {% endif %}'{{ role }}'{% endfor %}
{%- endif %}
Add-RoleGroupMember -Identity '{{ group }}' -Member '{{ object_id }}'
{%- if !others.is_empty() %}
# Or, if that is not enough: {% for other in others %}{% if !loop.first %}, {% endif %}{{ other|safe }}{% endfor %}.
{%- endif %}
