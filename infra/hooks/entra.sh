#!/bin/sh
# Registers the API in Entra ID: an application with the fabric's roles and no secret. Running it again changes nothing.
# What an administrator changed in the registration is left alone; a role that is missing is named, not added behind their back.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
: "${AZURE_ENV_NAME:?is set by azd; outside of a hook, name the environment in it}"
roles="$here/../entra-app-roles.json"
name="revenue-functions-$AZURE_ENV_NAME"
cli=04b07795-8ddb-461a-bbee-02f9e1bf7b46
scope=6c0d4b5e-2f0a-4f52-9a8e-6a1c5d1f3c01

tenant=$(az account show --query tenantId --output tsv)
if [ -n "${AZURE_TENANT_ID:-}" ] && [ "$tenant" != "$AZURE_TENANT_ID" ]; then
  echo "The Azure CLI is signed in to tenant $tenant, azd deploys to $AZURE_TENANT_ID: az login --tenant $AZURE_TENANT_ID." >&2
  exit 1
fi

client=${ENTRA_CLIENT_ID:-}
if [ -z "$client" ]; then
  client=$(az ad app list --display-name "$name" --query "[?displayName=='$name'].appId" --output tsv)
  if [ "$(printf '%s' "$client" | grep -c .)" -gt 1 ]; then
    echo "Several applications are called $name. Say which is meant: azd env set ENTRA_CLIENT_ID <client id>." >&2
    exit 1
  fi
fi

# Graph tells its servers of a new application one after the other: right after it was made, some answer that there is none.
attempt() {
  tries=1
  until "$@"; do
    if [ "$tries" -ge 6 ]; then
      echo "The registration of $name ($client) is not finished. What is there is kept: run azd provision again." >&2
      exit 1
    fi
    tries=$((tries + 1))
    sleep 10
  done
}

change() { attempt az rest --method PATCH --uri "https://graph.microsoft.com/v1.0/applications(appId='$client')" --headers Content-Type=application/json --body "$1"; }

created=
if [ -z "$client" ]; then
  client=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --app-roles "@$roles" --query appId --output tsv)
  created=yes
else
  present=$(az ad app show --id "$client" --query "appRoles[?isEnabled].value" --output tsv)
  for role in $(sed -n 's/.*"value": "\([A-Za-z]*\)".*/\1/p' "$roles"); do
    if ! printf '%s\n' "$present" | grep -qx "$role"; then
      echo "The application $client has no enabled role $role: add it as infra/entra-app-roles.json describes it." >&2
      exit 1
    fi
  done
fi

# An application that somebody named is theirs. One of this hook may have been left half-made by a run that was interrupted: what is missing is added.
if [ -z "${ENTRA_CLIENT_ID:-}" ]; then
  scopes=
  callers=
  if [ -z "$created" ]; then
    scopes=$(az ad app show --id "$client" --query "api.oauth2PermissionScopes[?id=='$scope'].id" --output tsv)
    callers=$(az ad app show --id "$client" --query "api.preAuthorizedApplications[?appId=='$cli'].appId" --output tsv)
  fi
  if [ -z "$scopes" ]; then
    change "{
      \"identifierUris\": [\"api://$client\"],
      \"api\": {
        \"requestedAccessTokenVersion\": 2,
        \"oauth2PermissionScopes\": [{
          \"id\": \"$scope\", \"value\": \"access\", \"type\": \"User\", \"isEnabled\": true,
          \"adminConsentDisplayName\": \"Use the revenue fabric\",
          \"adminConsentDescription\": \"Use the API of the revenue fabric in the name of the user, within the roles they were given.\"
        }]
      }
    }"
  fi
  # A second request: the scope has to be there before an application can be let in to it.
  if [ -z "$callers" ]; then
    change "{ \"api\": { \"preAuthorizedApplications\": [{ \"appId\": \"$cli\", \"delegatedPermissionIds\": [\"$scope\"] }] } }"
  fi
fi

# Without a service principal nobody can be given a role; with the requirement, only who was given one gets a token. Both in one request:
# one that was made and then not closed would stay open. By the tag the portal lists it under Enterprise applications.
if ! az ad sp show --id "$client" --query appId --output none 2>/dev/null; then
  attempt az rest --method POST --uri https://graph.microsoft.com/v1.0/servicePrincipals --headers Content-Type=application/json --output none \
    --body "{ \"appId\": \"$client\", \"appRoleAssignmentRequired\": true, \"tags\": [\"WindowsAzureActiveDirectoryIntegratedApp\"] }"
fi
[ -z "$created" ] || echo "Registered the API in Entra ID as $name ($client)."

azd env set ENTRA_TENANT_ID "$tenant"
azd env set ENTRA_CLIENT_ID "$client"
[ -n "${ENTRA_AUDIENCE:-}" ] || azd env set ENTRA_AUDIENCE "api://$client"
echo "Give people and applications their roles: Entra ID > Enterprise applications > $name > Users and groups."
