#!/bin/sh
# Checks, before anything is made, what would otherwise fail half-way or could not be taken back. Registers the API in Entra ID when asked to.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
problems=0

problem() {
  problems=$((problems + 1))
  echo "  $1" >&2
}

has() { command -v "$1" >/dev/null 2>&1; }

# --- What has to be installed ---

if ! has dotnet || ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
  problem "The .NET 10 SDK is missing: azd deploy publishes ./functions with it. See https://dotnet.microsoft.com/download."
fi

# --- What is fixed at the first deployment ---

uris=${TABLE_STORAGE_SERVICE_URIS:-}
if [ -n "$uris" ]; then
  there=$(printf '%s' "$uris" | tr ',' '\n' | grep -c .)
  if [ -n "${DATA_ACCOUNTS:-}" ] && [ "$DATA_ACCOUNTS" -ne "$there" ]; then
    problem "DATA_ACCOUNTS is $DATA_ACCOUNTS, but the rows are spread over $there data accounts and would not be found again: azd env set DATA_ACCOUNTS $there."
  elif [ -z "${DATA_ACCOUNTS:-}" ]; then
    azd env set DATA_ACCOUNTS "$there"
  fi
fi

partitions=${USAGE_HUB_PARTITIONS:-}
if [ -n "$partitions" ]; then
  if [ -n "${USAGE_PARTITIONS:-}" ] && [ "$USAGE_PARTITIONS" -ne "$partitions" ]; then
    problem "USAGE_PARTITIONS is $USAGE_PARTITIONS, but the usage hub has $partitions: events of one key would change their partition. azd env set USAGE_PARTITIONS $partitions."
  elif [ -z "${USAGE_PARTITIONS:-}" ]; then
    azd env set USAGE_PARTITIONS "$partitions"
  fi
fi

if [ "${EVENT_HUBS_SKU:-Standard}" = Standard ] && [ "${USAGE_PARTITIONS:-32}" -gt 32 ]; then
  problem "USAGE_PARTITIONS is $USAGE_PARTITIONS, and a hub of the Standard tier has 32 at most: azd env set EVENT_HUBS_SKU Premium, or fewer partitions."
fi

# --- The sagas' storage stands in host.json too, because the platform scales by that file ---

wanted=azureManaged
[ "${DURABLE_BACKEND:-durableTaskScheduler}" = azureStorage ] && wanted=azureStorage
if ! grep -q "\"storageProvider\": *{ *\"type\": *\"$wanted\"" "$root/host.json"; then
  problem "DURABLE_BACKEND is ${DURABLE_BACKEND:-durableTaskScheduler}, but storageProvider in host.json says otherwise: see 'Sagas in Azure Storage' in infra/README.md."
fi

# --- The region; the Azure CLI may be set to another subscription than azd deploys to ---

if has az && [ -n "${AZURE_LOCATION:-}" ] && az account show >/dev/null 2>&1; then
  offered=$(az functionapp list-flexconsumption-locations --query "[?name=='$AZURE_LOCATION'].name" --output tsv 2>/dev/null || echo unknown)
  [ -n "$offered" ] || problem "$AZURE_LOCATION does not offer Flex Consumption: az functionapp list-flexconsumption-locations --output table."

  if [ "$wanted" = azureManaged ]; then
    # Names as people read them: "West Europe" is westeurope.
    regions=$(az provider show --namespace Microsoft.DurableTask --query "resourceTypes[?resourceType=='schedulers'].locations[]" --output tsv ${AZURE_SUBSCRIPTION_ID:+--subscription "$AZURE_SUBSCRIPTION_ID"} 2>/dev/null || true)
    if [ -n "$regions" ] && ! printf '%s\n' "$regions" | tr -d ' ' | tr '[:upper:]' '[:lower:]' | grep -qx "$AZURE_LOCATION"; then
      problem "$AZURE_LOCATION has no Durable Task Scheduler: choose another region, or keep sagas in Azure Storage (infra/README.md)."
    fi
  fi

  if [ "${VNET_ENABLED:-}" = true ]; then
    # The subnet is delegated to a service of this provider, which nothing in the template registers.
    state=$(az provider show --namespace Microsoft.App --query registrationState --output tsv ${AZURE_SUBSCRIPTION_ID:+--subscription "$AZURE_SUBSCRIPTION_ID"} 2>/dev/null || echo unknown)
    [ "$state" != NotRegistered ] || problem "A virtual network needs the resource provider Microsoft.App: az provider register --namespace Microsoft.App --wait${AZURE_SUBSCRIPTION_ID:+ --subscription $AZURE_SUBSCRIPTION_ID}."
  fi
fi

# --- Entra ID ---

case "${ENTRA:-}" in
  true)
    if ! has az; then
      problem "ENTRA is true, but the Azure CLI (az), which registers the API, is missing. See https://aka.ms/azure-cli."
    elif [ "$problems" -eq 0 ]; then
      "$here/entra.sh"
    fi
    ;;
  *)
    if [ -z "${ENTRA_TENANT_ID:-}" ]; then
      echo "Entra ID is not configured: callers of the API need API keys (docs/security.md). With 'azd env set ENTRA true' the API is registered for you;"
      echo "with ENTRA_TENANT_ID and ENTRA_AUDIENCE you name a registration of your own."
    elif [ -z "${ENTRA_AUDIENCE:-}" ]; then
      problem "ENTRA_TENANT_ID is set and ENTRA_AUDIENCE is not: azd env set ENTRA_AUDIENCE api://<client id of the API>."
    fi
    ;;
esac

if [ "$problems" -gt 0 ]; then
  echo "Nothing was provisioned: $problems thing(s) to put right, see above." >&2
  exit 1
fi
