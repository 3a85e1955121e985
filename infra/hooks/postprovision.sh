#!/bin/sh
# Writes functions/local.settings.json, with which `func start` runs the app on this machine: with your own identity, at places in the real
# namespaces that the deployed app does not use, and with tables and leases in Azurite. It holds no secret. A file that is there is kept beside it.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
file="$root/functions/local.settings.json"
place=${DEVELOPER_PLACE:-}
: "${USAGE_HUB_NAMESPACE:?is an output of the infrastructure: run azd provision}"
: "${USAGE_HUB_NAME:?is an output of the infrastructure: run azd provision}"
: "${OUTBOUND_HUB_NAMESPACE:?is an output of the infrastructure: run azd provision}"
: "${POSTING_QUEUE_NAMESPACE:?is an output of the infrastructure: run azd provision}"

if [ -n "${DURABLE_TASK_SCHEDULER_ENDPOINT:-}" ]; then
  sagas="\"DURABLE_TASK_SCHEDULER_CONNECTION_STRING\": \"Endpoint=$DURABLE_TASK_SCHEDULER_ENDPOINT;Authentication=DefaultAzure\","
else
  sagas='"AzureFunctionsJobHost__extensions__durableTask__storageProvider__type": "azureStorage",
    "AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName": "AzureWebJobsStorage",'
fi

new=$(mktemp)
trap 'rm -f "$new"' EXIT
cat > "$new" <<JSON
{
  "IsEncrypted": false,
  "Values": {
    "FUNCTIONS_WORKER_RUNTIME": "dotnet-isolated",
    "AzureWebJobsStorage": "UseDevelopmentStorage=true",
    "TableStorage": "UseDevelopmentStorage=true",
    "UsageHub__fullyQualifiedNamespace": "$USAGE_HUB_NAMESPACE",
    "UsageHubName": "$USAGE_HUB_NAME",
    "UsageHubConsumerGroup": "developer",
    "OutboundHub__fullyQualifiedNamespace": "$OUTBOUND_HUB_NAMESPACE",
    "OutboundHubName": "developer",
    "PostingQueue__fullyQualifiedNamespace": "$POSTING_QUEUE_NAMESPACE",
    "PostingQueueName": "developer",
    "TASKHUB_NAME": "developer",
    $sagas
    "PostingSweepSchedule": "${POSTING_SWEEP_SCHEDULE:-0 */1 * * * *}",
    "ClosePeriodsSchedule": "${CLOSE_PERIODS_SCHEDULE:-0 10 * * * *}",
    "ReconciliationSchedule": "${RECONCILIATION_SCHEDULE:-0 40 2 * * *}",
    "AccountingSchedule": "${ACCOUNTING_SCHEDULE:-0 */10 * * * *}",
    "MeasureSchedule": "${MEASURE_SCHEDULE:-0 */1 * * * *}"
  }
}
JSON

if [ -f "$file" ] && cmp -s "$new" "$file"; then
  echo "functions/local.settings.json is up to date."
else
  if [ -f "$file" ]; then
    kept="$file.$(date -u +%Y%m%dT%H%M%SZ).bak"
    while [ -e "$kept" ]; do kept="$kept.bak"; done
    mv "$file" "$kept"
    echo "Kept what was there as ${kept#"$root"/}."
  fi
  cat "$new" > "$file"
  echo "Wrote functions/local.settings.json."
fi

if [ -z "$place" ]; then
  echo "Your identity is not let in there yet: 'azd env set DEVELOPER_ACCESS true' and 'azd provision' make the places and give you the roles."
fi
