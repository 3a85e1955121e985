# Registers the API in Entra ID: an application with the fabric's roles and no secret. Running it again changes nothing.
# What an administrator changed in the registration is left alone; a role that is missing is named, not added behind their back.
$ErrorActionPreference = 'Stop'
if (-not $env:AZURE_ENV_NAME) { throw 'AZURE_ENV_NAME is set by azd; outside of a hook, name the environment in it.' }

$roles = (Resolve-Path (Join-Path $PSScriptRoot '../entra-app-roles.json')).Path
$name = "revenue-functions-$env:AZURE_ENV_NAME"
$cli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
$scope = '6c0d4b5e-2f0a-4f52-9a8e-6a1c5d1f3c01'

function Invoke-Az {
    $answer = & az @args
    if ($LASTEXITCODE -ne 0) { throw "az $($args -join ' ') failed." }
    $answer
}

# A body in a file: quotes in arguments do not survive every shell on Windows. Several tries, because Graph tells its servers of a new application
# one after the other: right after it was made, some answer that there is none.
function Send-Graph([string] $Method, [string] $Path, [hashtable] $Change) {
    $body = New-TemporaryFile
    try {
        $Change | ConvertTo-Json -Depth 6 | Set-Content $body
        foreach ($try in 1..6) {
            if ($try -gt 1) { Start-Sleep -Seconds 10 }
            & az rest --method $Method --uri "https://graph.microsoft.com/v1.0/$Path" --headers 'Content-Type=application/json' --output none --body "@$body"
            if ($LASTEXITCODE -eq 0) { return }
        }
        throw "The registration of $name ($client) is not finished. What is there is kept: run azd provision again."
    }
    finally {
        Remove-Item $body
    }
}

$tenant = Invoke-Az account show --query tenantId --output tsv
if ($env:AZURE_TENANT_ID -and $tenant -ne $env:AZURE_TENANT_ID) {
    throw "The Azure CLI is signed in to tenant $tenant, azd deploys to ${env:AZURE_TENANT_ID}: az login --tenant $env:AZURE_TENANT_ID."
}

$client = $env:ENTRA_CLIENT_ID
if (-not $client) {
    $found = @(Invoke-Az ad app list --display-name $name --query "[?displayName=='$name'].appId" --output tsv)
    if ($found.Count -gt 1) { throw "Several applications are called $name. Say which is meant: azd env set ENTRA_CLIENT_ID <client id>." }
    $client = $found | Select-Object -First 1
}

$created = -not $client
if ($created) {
    $client = Invoke-Az ad app create --display-name $name --sign-in-audience AzureADMyOrg --app-roles "@$roles" --query appId --output tsv
}
else {
    $present = @(Invoke-Az ad app show --id $client --query 'appRoles[?isEnabled].value' --output tsv)
    foreach ($role in (Get-Content -Raw $roles | ConvertFrom-Json).value) {
        if ($present -cnotcontains $role) { throw "The application $client has no enabled role ${role}: add it as infra/entra-app-roles.json describes it." }
    }
}

# An application that somebody named is theirs. One of this hook may have been left half-made by a run that was interrupted: what is missing is added.
if (-not $env:ENTRA_CLIENT_ID) {
    $scopes = $null
    $callers = $null
    if (-not $created) {
        $scopes = Invoke-Az ad app show --id $client --query "api.oauth2PermissionScopes[?id=='$scope'].id" --output tsv
        $callers = Invoke-Az ad app show --id $client --query "api.preAuthorizedApplications[?appId=='$cli'].appId" --output tsv
    }
    if (-not $scopes) {
        Send-Graph PATCH "applications(appId='$client')" @{
            identifierUris = @("api://$client")
            api            = @{
                requestedAccessTokenVersion = 2
                oauth2PermissionScopes      = @(@{
                        id                      = $scope
                        value                   = 'access'
                        type                    = 'User'
                        isEnabled               = $true
                        adminConsentDisplayName = 'Use the revenue fabric'
                        adminConsentDescription = 'Use the API of the revenue fabric in the name of the user, within the roles they were given.'
                    })
            }
        }
    }
    # A second request: the scope has to be there before an application can be let in to it.
    if (-not $callers) {
        Send-Graph PATCH "applications(appId='$client')" @{ api = @{ preAuthorizedApplications = @(@{ appId = $cli; delegatedPermissionIds = @($scope) }) } }
    }
}

# Without a service principal nobody can be given a role; with the requirement, only who was given one gets a token. Both in one request:
# one that was made and then not closed would stay open. By the tag the portal lists it under Enterprise applications.
az ad sp show --id $client --query appId --output none 2>$null
if ($LASTEXITCODE -ne 0) {
    Send-Graph POST servicePrincipals @{ appId = $client; appRoleAssignmentRequired = $true; tags = @('WindowsAzureActiveDirectoryIntegratedApp') }
}
if ($created) { Write-Host "Registered the API in Entra ID as $name ($client)." }

azd env set ENTRA_TENANT_ID $tenant
azd env set ENTRA_CLIENT_ID $client
if (-not $env:ENTRA_AUDIENCE) { azd env set ENTRA_AUDIENCE "api://$client" }
Write-Host "Give people and applications their roles: Entra ID > Enterprise applications > $name > Users and groups."
