# Checks, before anything is made, what would otherwise fail half-way or could not be taken back. Registers the API in Entra ID when asked to.
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$problems = [System.Collections.Generic.List[string]]::new()

function Test-Command([string] $Name) { $null -ne (Get-Command $Name -ErrorAction SilentlyContinue) }

# --- What has to be installed ---

if (-not (Test-Command dotnet) -or -not ((dotnet --list-sdks) -match '^10\.')) {
    $problems.Add('The .NET 10 SDK is missing: azd deploy publishes ./functions with it. See https://dotnet.microsoft.com/download.')
}

# --- What is fixed at the first deployment ---

if ($env:TABLE_STORAGE_SERVICE_URIS) {
    $there = @($env:TABLE_STORAGE_SERVICE_URIS.Split(',', [StringSplitOptions]::RemoveEmptyEntries)).Count
    if ($env:DATA_ACCOUNTS -and [int] $env:DATA_ACCOUNTS -ne $there) {
        $problems.Add("DATA_ACCOUNTS is $env:DATA_ACCOUNTS, but the rows are spread over $there data accounts and would not be found again: azd env set DATA_ACCOUNTS $there.")
    }
    elseif (-not $env:DATA_ACCOUNTS) {
        azd env set DATA_ACCOUNTS $there
    }
}

if ($env:USAGE_HUB_PARTITIONS) {
    if ($env:USAGE_PARTITIONS -and [int] $env:USAGE_PARTITIONS -ne [int] $env:USAGE_HUB_PARTITIONS) {
        $problems.Add("USAGE_PARTITIONS is $env:USAGE_PARTITIONS, but the usage hub has ${env:USAGE_HUB_PARTITIONS}: events of one key would change their partition. azd env set USAGE_PARTITIONS $env:USAGE_HUB_PARTITIONS.")
    }
    elseif (-not $env:USAGE_PARTITIONS) {
        azd env set USAGE_PARTITIONS $env:USAGE_HUB_PARTITIONS
    }
}

if (-not $env:EVENT_HUBS_SKU -or $env:EVENT_HUBS_SKU -eq 'Standard') {
    if ($env:USAGE_PARTITIONS -and [int] $env:USAGE_PARTITIONS -gt 32) {
        $problems.Add("USAGE_PARTITIONS is $env:USAGE_PARTITIONS, and a hub of the Standard tier has 32 at most: azd env set EVENT_HUBS_SKU Premium, or fewer partitions.")
    }
}

# --- The sagas' storage stands in host.json too, because the platform scales by that file ---

$backend = if ($env:DURABLE_BACKEND) { $env:DURABLE_BACKEND } else { 'durableTaskScheduler' }
$wanted = if ($backend -eq 'azureStorage') { 'azureStorage' } else { 'azureManaged' }
$hostSettings = Get-Content -Raw (Join-Path $root 'host.json') | ConvertFrom-Json
if ($hostSettings.extensions.durableTask.storageProvider.type -ne $wanted) {
    $problems.Add("DURABLE_BACKEND is $backend, but storageProvider in host.json says otherwise: see 'Sagas in Azure Storage' in infra/README.md.")
}

# --- The region ---

if ($env:AZURE_LOCATION -and (Test-Command az)) {
    az account show --output none 2>$null
    if ($LASTEXITCODE -eq 0) {
        # The Azure CLI may be set to another subscription than azd deploys to.
        $subscription = @(if ($env:AZURE_SUBSCRIPTION_ID) { '--subscription'; $env:AZURE_SUBSCRIPTION_ID })
        $offered = az functionapp list-flexconsumption-locations --query "[?name=='$env:AZURE_LOCATION'].name" --output tsv 2>$null
        if ($LASTEXITCODE -eq 0 -and -not $offered) {
            $problems.Add("$env:AZURE_LOCATION does not offer Flex Consumption: az functionapp list-flexconsumption-locations --output table.")
        }

        if ($wanted -eq 'azureManaged') {
            # Names as people read them: "West Europe" is westeurope.
            $regions = @(az provider show --namespace Microsoft.DurableTask --query "resourceTypes[?resourceType=='schedulers'].locations[]" --output tsv @subscription 2>$null)
            if ($regions -and ($regions -replace ' ', '') -notcontains $env:AZURE_LOCATION) {
                $problems.Add("$env:AZURE_LOCATION has no Durable Task Scheduler: choose another region, or keep sagas in Azure Storage (infra/README.md).")
            }
        }

        if ($env:VNET_ENABLED -eq 'true') {
            # The subnet is delegated to a service of this provider, which nothing in the template registers.
            $state = az provider show --namespace Microsoft.App --query registrationState --output tsv @subscription 2>$null
            if ($state -eq 'NotRegistered') {
                $problems.Add("A virtual network needs the resource provider Microsoft.App: $((@('az provider register --namespace Microsoft.App --wait') + $subscription) -join ' ').")
            }
        }
    }
}

# --- Entra ID ---

if ($env:ENTRA -eq 'true') {
    if (-not (Test-Command az)) {
        $problems.Add('ENTRA is true, but the Azure CLI (az), which registers the API, is missing. See https://aka.ms/azure-cli.')
    }
    elseif ($problems.Count -eq 0) {
        & (Join-Path $PSScriptRoot 'entra.ps1')
    }
}
elseif (-not $env:ENTRA_TENANT_ID) {
    Write-Host "Entra ID is not configured: callers of the API need API keys (docs/security.md). With 'azd env set ENTRA true' the API is registered for you;"
    Write-Host 'with ENTRA_TENANT_ID and ENTRA_AUDIENCE you name a registration of your own.'
}
elseif (-not $env:ENTRA_AUDIENCE) {
    $problems.Add('ENTRA_TENANT_ID is set and ENTRA_AUDIENCE is not: azd env set ENTRA_AUDIENCE api://<client id of the API>.')
}

if ($problems.Count -gt 0) {
    $problems | ForEach-Object { [Console]::Error.WriteLine("  $_") }
    [Console]::Error.WriteLine("Nothing was provisioned: $($problems.Count) thing(s) to put right, see above.")
    exit 1
}

exit 0
