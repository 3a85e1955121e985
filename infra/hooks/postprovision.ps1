# Writes functions/local.settings.json, with which `func start` runs the app on this machine: with your own identity, at places in the real
# namespaces that the deployed app does not use, and with tables and leases in Azurite. It holds no secret. A file that is there is kept beside it.
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$file = Join-Path $root 'functions/local.settings.json'

foreach ($name in 'USAGE_HUB_NAMESPACE', 'USAGE_HUB_NAME', 'OUTBOUND_HUB_NAMESPACE', 'POSTING_QUEUE_NAMESPACE') {
    if (-not [Environment]::GetEnvironmentVariable($name)) { throw "$name is an output of the infrastructure: run azd provision." }
}

function Get-Schedule([string] $Name, [string] $Usual) {
    $set = [Environment]::GetEnvironmentVariable($Name)
    if ($set) { $set } else { $Usual }
}

$values = [ordered]@{
    FUNCTIONS_WORKER_RUNTIME               = 'dotnet-isolated'
    AzureWebJobsStorage                    = 'UseDevelopmentStorage=true'
    TableStorage                           = 'UseDevelopmentStorage=true'
    UsageHub__fullyQualifiedNamespace      = $env:USAGE_HUB_NAMESPACE
    UsageHubName                           = $env:USAGE_HUB_NAME
    UsageHubConsumerGroup                  = 'developer'
    OutboundHub__fullyQualifiedNamespace   = $env:OUTBOUND_HUB_NAMESPACE
    OutboundHubName                        = 'developer'
    PostingQueue__fullyQualifiedNamespace  = $env:POSTING_QUEUE_NAMESPACE
    PostingQueueName                       = 'developer'
    TASKHUB_NAME                           = 'developer'
}

if ($env:DURABLE_TASK_SCHEDULER_ENDPOINT) {
    $values['DURABLE_TASK_SCHEDULER_CONNECTION_STRING'] = "Endpoint=$env:DURABLE_TASK_SCHEDULER_ENDPOINT;Authentication=DefaultAzure"
}
else {
    $values['AzureFunctionsJobHost__extensions__durableTask__storageProvider__type'] = 'azureStorage'
    $values['AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName'] = 'AzureWebJobsStorage'
}

$values['PostingSweepSchedule'] = Get-Schedule 'POSTING_SWEEP_SCHEDULE' '0 */1 * * * *'
$values['ClosePeriodsSchedule'] = Get-Schedule 'CLOSE_PERIODS_SCHEDULE' '0 10 * * * *'
$values['ReconciliationSchedule'] = Get-Schedule 'RECONCILIATION_SCHEDULE' '0 40 2 * * *'
$values['AccountingSchedule'] = Get-Schedule 'ACCOUNTING_SCHEDULE' '0 */10 * * * *'
$values['MeasureSchedule'] = Get-Schedule 'MEASURE_SCHEDULE' '0 */1 * * * *'

$new = [ordered]@{ IsEncrypted = $false; Values = $values } | ConvertTo-Json
if ((Test-Path $file) -and (Get-Content -Raw $file).Trim() -eq $new.Trim()) {
    Write-Host 'functions/local.settings.json is up to date.'
}
else {
    if (Test-Path $file) {
        $kept = "$file.$((Get-Date).ToUniversalTime().ToString('yyyyMMddTHHmmssZ')).bak"
        while (Test-Path $kept) { $kept = "$kept.bak" }
        Move-Item $file $kept
        Write-Host "Kept what was there as functions/$(Split-Path -Leaf $kept)."
    }

    Set-Content $file $new
    Write-Host 'Wrote functions/local.settings.json.'
}

if (-not $env:DEVELOPER_PLACE) {
    Write-Host "Your identity is not let in there yet: 'azd env set DEVELOPER_ACCESS true' and 'azd provision' make the places and give you the roles."
}
