// The function app on a Flex Consumption plan. All its settings stand in this file.

param location string
param tags object
param planName string
param siteName string

@description('Name of the service in azure.yaml; azd finds the site by the tag.')
param serviceName string

param identityId string
param identityClientId string

@description('Empty = no virtual network.')
param subnetId string

@description('Spreads instances over zones; what is always ready is then two instances at least.')
param zoneRedundant bool

param instanceMemoryMB int
param maximumInstanceCount int
param alwaysReadyHttp int
param alwaysReadyDurable int
param alwaysReadyIngest int
param alwaysReadyPosting int

param deploymentContainerUri string
param hostBlobEndpoint string
param hostQueueEndpoint string
param hostTableEndpoint string
param dataTableEndpoints string[]

param eventHubsFullyQualifiedNamespace string
param usageHubName string
param usageConsumerGroup string
param outboundHubName string
param serviceBusFullyQualifiedNamespace string
param postingQueueName string

@description('Endpoint of the Durable Task Scheduler; empty = sagas are kept in Azure Storage.')
param schedulerEndpoint string
param taskHubName string

param applicationInsightsConnectionString string

@description('Endpoint of an OpenTelemetry collector, besides Application Insights; empty = none.')
param otlpEndpoint string

@description('Tenant whose tokens are taken; empty = no Entra ID.')
param entraTenantId string
param entraAudience string
param entraClientId string

@description('RollingUpdate or Recreate.')
param updateStrategy string

param schedules object

@description('Limits of the alerts, as alerts.bicep has them: the summary of the app judges by the same.')
param alertLimits object

@description('Further settings of the app: hashes of API keys, a tax engine, governance. They win over those below.')
param furtherSettings object

// As .NET reads a span of time: days.hours:minutes:seconds.
func span(seconds int) string => format('{0}.{1:D2}:{2:D2}:{3:D2}', seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)

var usesEntra = !empty(entraTenantId) && !empty(entraAudience)
// The audience is the client id or a URI made of it, unless somebody chose another one and says the client id as well.
var entraClient = empty(entraClientId) ? replace(entraAudience, 'api://', '') : entraClientId

var hostSettings = {
  AzureWebJobsStorage__blobServiceUri: hostBlobEndpoint
  AzureWebJobsStorage__queueServiceUri: hostQueueEndpoint
  AzureWebJobsStorage__tableServiceUri: hostTableEndpoint
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AZURE_CLIENT_ID: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

var connectionSettings = {
  UsageHub__fullyQualifiedNamespace: eventHubsFullyQualifiedNamespace
  UsageHub__credential: 'managedidentity'
  UsageHub__clientId: identityClientId
  UsageHubName: usageHubName
  UsageHubConsumerGroup: usageConsumerGroup
  OutboundHub__fullyQualifiedNamespace: eventHubsFullyQualifiedNamespace
  OutboundHub__credential: 'managedidentity'
  OutboundHub__clientId: identityClientId
  OutboundHubName: outboundHubName
  PostingQueue__fullyQualifiedNamespace: serviceBusFullyQualifiedNamespace
  PostingQueue__credential: 'managedidentity'
  PostingQueue__clientId: identityClientId
  PostingQueueName: postingQueueName
  TableStorage__serviceUris: join(dataTableEndpoints, ',')
  TableStorage__credential: 'managedidentity'
  TableStorage__clientId: identityClientId
}

var scheduleSettings = {
  PostingSweepSchedule: schedules.postingSweep
  ClosePeriodsSchedule: schedules.closePeriods
  ReconciliationSchedule: schedules.reconciliation
  AccountingSchedule: schedules.accounting
  MeasureSchedule: schedules.measure
}

var measureSettings = {
  Metrics__ConsumerLag: span(max(alertLimits.consumerLag, 1))
  Metrics__OldestWaitingPosting: span(max(alertLimits.oldestWaitingPosting, 1))
  Metrics__OldestException: span(max(alertLimits.oldestException, 1))
  Metrics__Quarantine: string(alertLimits.quarantine)
}

// Settings named AzureFunctionsJobHost__… win over host.json. What the platform scales by is host.json alone: see README.md.
var sagaSettings = empty(schedulerEndpoint) ? {
  TASKHUB_NAME: taskHubName
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureStorage'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'AzureWebJobsStorage'
} : {
  TASKHUB_NAME: taskHubName
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
}

var entraSettings = {
  Entra__TenantId: usesEntra ? entraTenantId : ''
  Entra__Audience: usesEntra ? entraAudience : ''
}

var otlpSettings = empty(otlpEndpoint) ? {} : {
  OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint
}

var settings = union(hostSettings, connectionSettings, scheduleSettings, measureSettings, sagaSettings, entraSettings, otlpSettings, furtherSettings)

var fewestReady = zoneRedundant ? 2 : 1

// Names of the groups that Flex scales apart: all HTTP functions, all durable ones, and each other function for itself.
var alwaysReady = filter([
  {
    name: 'http'
    instanceCount: alwaysReadyHttp > 0 ? max(alwaysReadyHttp, fewestReady) : 0
  }
  {
    name: 'durable'
    instanceCount: alwaysReadyDurable > 0 ? max(alwaysReadyDurable, fewestReady) : 0
  }
  {
    name: 'function:IngestUsageEvents'
    instanceCount: alwaysReadyIngest > 0 ? max(alwaysReadyIngest, fewestReady) : 0
  }
  {
    name: 'function:PostingLaneFunction'
    instanceCount: alwaysReadyPosting > 0 ? max(alwaysReadyPosting, fewestReady) : 0
  }
], group => group.instanceCount > 0)

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: siteName
  location: location
  tags: union(tags, {
    'azd-service-name': serviceName
  })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    // For settings that are references to somebody's Key Vault: the app asks as itself.
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      appSettings: [for setting in items(settings): {
        name: setting.key
        value: setting.value
      }]
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady
      }
      // Recreate, the default, kills what is running: events would be read again, calls to the ERP would end in doubt.
      // The service knows the property since 2024-11-01; its published types do not list it yet.
      #disable-next-line BCP037
      siteUpdateStrategy: {
        type: updateStrategy
      }
    }
  }
}

// azd deploys with a token. Nobody needs a publishing user, so there is none.
resource noFtpUser 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noScmUser 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'scm'
  properties: {
    allow: false
  }
}

// The platform turns away who brings no valid token, before the app is woken up. What a caller may do, the app decides by their roles.
resource authentication 'Microsoft.Web/sites/config@2024-11-01' = if (usesEntra) {
  parent: site
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
      runtimeVersion: '~1'
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'Return401'
      excludedPaths: [
        '/api/openapi.json'
      ]
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: entraClient
          openIdIssuer: '${environment().authentication.loginEndpoint}${entraTenantId}/v2.0'
        }
        validation: {
          allowedAudiences: union([
            entraAudience
          ], [
            entraClient
            'api://${entraClient}'
          ])
        }
      }
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
  }
}

output siteId string = site.id
output siteName string = site.name
output hostName string = site.properties.defaultHostName
output uri string = 'https://${site.properties.defaultHostName}'
