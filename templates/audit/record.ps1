        $access = $data.AppAccessContext
        $match = {% for trace in traces %}{% if !loop.first %}
        else{% endif %}{% match trace %}
{%- when Trace::Token(id) %}if ($access.UniqueTokenId -ceq '{{ id }}') { 'Token' }
{%- when Trace::ServicePrincipal(id) %}if ($data.TokenObjectId -eq '{{ id }}') { 'ServicePrincipal' }
{%- when Trace::App(id) %}if ('{{ id }}' -in $access.ClientAppId, $data.ClientAppId, $data.AppId) { 'App' }
{%- endmatch %}{% endfor %}
        if (-not $match) { continue }
{%- if let Some(id) = tenant_id %}
        if ($data.TokenTenantId -and $data.TokenTenantId -ne '{{ id }}') { continue }
{%- endif %}
        [pscustomobject]@{
            Time            = $data.CreationTime
            Match           = $match
            Cmdlet          = $data.Operation
            Object          = if ($data.ModifiedObjectResolvedName) { $data.ModifiedObjectResolvedName } else { $data.ObjectId }
            Parameters      = @($data.Parameters | Where-Object { $_ } | ForEach-Object { "-$($_.Name) $($_.Value)" }) -join ' '
            Result          = $data.ResultStatus
            UserId          = $data.UserId
            UserType        = $data.UserType
            ClientAppId     = $access.ClientAppId
            UniqueTokenId   = $access.UniqueTokenId
            TokenIssuedAt   = $access.IssuedAtTime
            CorrelationId   = $access.CorrelationId
            TokenObjectId   = $data.TokenObjectId
            TokenTenantId   = $data.TokenTenantId
            ExternalAccess  = $data.ExternalAccess
        }
