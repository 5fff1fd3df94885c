{% include "readiness/connect_graph.ps1" %} 'Domain.Read.All'
(Get-MgDomain | Where-Object IsInitial).Id
