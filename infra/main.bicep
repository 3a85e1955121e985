// The fabric on Azure: one resource group, managed identities, no secrets. What the parameters mean and cost to change: README.md.

targetScope = 'subscription'

@description('Name of the azd environment; part of every name.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region. It must offer Flex Consumption and, unless sagas are kept in Azure Storage, the Durable Task Scheduler.')
@minLength(1)
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('Object id of who deploys: may send usage and see the sagas. Empty = nobody.')
param principalId string = ''

@description('What that id stands for.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param principalType string = 'User'

@description('Gives them places of their own in the namespaces, to run the app on a laptop against the real services.')
param developerAccess bool = false

@description('Name of the resource group; empty = rg-{environmentName}.')
param resourceGroupName string = ''

@description('Puts everything but the site itself behind private endpoints in a virtual network.')
param vnetEnabled bool = false

@description('Address space of that network; at least a /23.')
param vnetAddressPrefix string = '10.40.0.0/16'

@description('Where sagas keep their histories.')
@allowed(['durableTaskScheduler', 'azureStorage'])
param durableBackend string = 'durableTaskScheduler'

@description('Plan of the scheduler: paid by action, or by capacity unit.')
@allowed(['Consumption', 'Dedicated'])
param durableSku string = 'Consumption'

@description('Capacity units of a Dedicated scheduler.')
@minValue(1)
@maxValue(3)
param durableCapacity int = 1

@description('Addresses and ranges that may connect to the scheduler, separated by commas.')
param durableAllowedAddresses string = '0.0.0.0/0'

@description('Days until the history of an ended saga is purged.')
@minValue(1)
@maxValue(90)
param durableRetentionDays int = 90

@description('Storage accounts that the tables are spread over. Fixed at the first deployment.')
@minValue(1)
@maxValue(64)
param dataAccounts int = 1

@description('Redundancy of the data and capture accounts.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGRS', 'Standard_RAGZRS'])
param dataRedundancy string = 'Standard_ZRS'

@description('Tier of the Event Hubs namespace.')
@allowed(['Standard', 'Premium'])
param eventHubsSku string = 'Standard'

@description('Partitions of the usage hub. Fixed at the first deployment; at most 32 in the Standard tier.')
@minValue(1)
@maxValue(100)
param usagePartitions int = 32

@description('Partitions of the outbound hub. Fixed at the first deployment.')
@minValue(1)
@maxValue(32)
param outboundPartitions int = 4

@description('Throughput units (Standard) or processing units (Premium) to begin with.')
@minValue(1)
@maxValue(40)
param throughputUnits int = 1

@description('Throughput units that auto-inflate may reach; not above throughputUnits = off.')
@minValue(0)
@maxValue(40)
param maximumThroughputUnits int = 10

@description('Keeps every usage event as a file, to replay from.')
param captureEnabled bool = true

@description('Days until a captured file is deleted.')
@minValue(30)
param captureRetentionDays int = 400

@description('Most instances of the app. More than the usage hub has partitions do not read faster.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('Memory of an instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances that are always there for HTTP; 0 = the first caller waits for one.')
param alwaysReadyHttp int = 1

@description('Instances that are always there for sagas.')
param alwaysReadyDurable int = 1

@description('Instances that are always there to read usage.')
param alwaysReadyIngest int = 0

@description('Instances that are always there to post.')
param alwaysReadyPosting int = 0

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Addresses that alerts write to, separated by commas.')
param alertEmails string = ''

@description('Where the runbook is read; alerts link to its sections.')
param runbook string = 'docs/operate.md'

@description('Limits of the alerts: seconds for those that wait, a number for the rest.')
param alertLimits object = {
  deadLetters: 0
  oldestWaitingPosting: 3600
  consumerLag: 300
  quarantine: 100
  sagasFailed: 0
  sagasStuck: 0
  conservationGap: 0
  blockedLane: 0
  oldestException: 86400
  breaks: 0
}

@description('Endpoint of an OpenTelemetry collector besides Application Insights; empty = none.')
param otlpEndpoint string = ''

@description('Tenant whose tokens the API takes; empty = API keys only.')
param entraTenantId string = ''

@description('Application id URI (or client id) of the API in Entra ID.')
param entraAudience string = ''

@description('Client id of the API in Entra ID.')
param entraClientId string = ''

@description('Object ids of the identities that may send usage, separated by commas.')
param producerPrincipalIds string = ''

@description('When lanes and commands that stand still are offered again.')
param postingSweepSchedule string = '0 */1 * * * *'

@description('When ended billing periods are closed.')
param closePeriodsSchedule string = '0 10 * * * *'

@description('When the books are compared.')
param reconciliationSchedule string = '0 40 2 * * *'

@description('When recognition and accruals are booked.')
param accountingSchedule string = '0 */10 * * * *'

@description('When the business figures are measured.')
param measureSchedule string = '0 */1 * * * *'

@description('Puts API Management (Consumption) in front of the API.')
param apimEnabled bool = false

@description('Whom API Management names as its publisher.')
param apimPublisherEmail string = 'fabric@example.com'

@description('Calls a minute for each subscription of API Management.')
@minValue(1)
param apimCallsPerMinute int = 600

@description('Seconds since 1970 from when on v1 is deprecated; empty = it is current.')
param apiDeprecatedSince string = ''

@description('When v1 ends, as an HTTP date.')
param apiSunset string = ''

@description('Where the successor of v1 is described.')
param apiSuccessor string = ''

var abbreviations = loadJsonContent('abbreviations.json')
var resourceToken = toLower(uniqueString(subscription().id, environmentName, location))
var tags = {
  'azd-env-name': environmentName
}
var sagasInScheduler = durableBackend == 'durableTaskScheduler'

var storagePrefix = '${abbreviations.storageStorageAccounts}${resourceToken}'
var hostAccountName = '${storagePrefix}host'
var captureAccountName = '${storagePrefix}capture'
var dataAccountNames = [for i in range(0, dataAccounts): '${storagePrefix}data${i}']
var networkName = '${abbreviations.networkVirtualNetworks}${resourceToken}'
var endpointPrefix = '${abbreviations.networkPrivateEndpoints}${resourceToken}'

var usageHubName = 'usage'
var usageConsumerGroup = 'fabric'
var outboundHubName = 'outbound'
var postingQueueName = 'postings'
var taskHubName = 'fabric'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: empty(resourceGroupName) ? '${abbreviations.resourcesResourceGroups}${environmentName}' : resourceGroupName
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    location: location
    tags: tags
    appIdentityName: '${abbreviations.managedIdentityUserAssignedIdentities}api-${resourceToken}'
    captureIdentityName: '${abbreviations.managedIdentityUserAssignedIdentities}capture-${resourceToken}'
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    location: location
    tags: tags
    workspaceName: '${abbreviations.operationalInsightsWorkspaces}${resourceToken}'
    componentName: '${abbreviations.insightsComponents}${resourceToken}'
    retentionDays: logRetentionDays
  }
}

module storage 'storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    location: location
    tags: tags
    hostAccountName: hostAccountName
    dataAccountNames: dataAccountNames
    deploymentContainerName: 'app-package'
    hostRedundancy: 'Standard_LRS'
    dataRedundancy: dataRedundancy
    private: vnetEnabled
  }
}

module capture 'capture.bicep' = {
  name: 'capture'
  scope: group
  params: {
    location: location
    tags: tags
    accountName: captureAccountName
    redundancy: dataRedundancy
    capturePrincipalId: identity.outputs.capturePrincipalId
    retentionDays: captureRetentionDays
    private: vnetEnabled
  }
}

module eventHubs 'eventHubs.bicep' = {
  name: 'eventHubs'
  scope: group
  params: {
    location: location
    tags: tags
    namespaceName: '${abbreviations.eventHubNamespaces}${resourceToken}'
    skuName: eventHubsSku
    capacity: throughputUnits
    maximumThroughputUnits: maximumThroughputUnits
    usageHubName: usageHubName
    usageConsumerGroup: usageConsumerGroup
    usagePartitions: usagePartitions
    outboundHubName: outboundHubName
    outboundPartitions: outboundPartitions
    private: vnetEnabled
    captureEnabled: captureEnabled
    captureIdentityId: identity.outputs.captureId
    captureAccountId: capture.outputs.accountId
    captureContainerName: capture.outputs.containerName
  }
}

module serviceBus 'serviceBus.bicep' = {
  name: 'serviceBus'
  scope: group
  params: {
    location: location
    tags: tags
    namespaceName: '${abbreviations.serviceBusNamespaces}${resourceToken}'
    queueName: postingQueueName
    private: vnetEnabled
  }
}

module durableTask 'durableTask.bicep' = if (sagasInScheduler) {
  name: 'durableTask'
  scope: group
  params: {
    location: location
    tags: tags
    schedulerName: '${abbreviations.durableTaskSchedulers}${resourceToken}'
    taskHubName: taskHubName
    skuName: durableSku
    capacity: durableCapacity
    allowedAddresses: split(durableAllowedAddresses, ',')
    retentionDays: durableRetentionDays
    private: vnetEnabled
  }
}

module roles 'roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    appPrincipalId: identity.outputs.appPrincipalId
    developerPrincipalId: principalId
    developerPrincipalType: principalType
    producerPrincipalIds: empty(producerPrincipalIds) ? [] : split(producerPrincipalIds, ',')
    hostAccountName: storage.outputs.hostAccountName
    dataAccountNames: dataAccountNames
    componentName: monitoring.outputs.componentName
    eventHubsNamespaceName: eventHubs.outputs.namespaceName
    usageHubName: eventHubs.outputs.usageHubName
    outboundHubName: eventHubs.outputs.outboundHubName
    serviceBusNamespaceName: serviceBus.outputs.namespaceName
    postingQueueName: serviceBus.outputs.queueName
    schedulerName: sagasInScheduler ? durableTask.outputs.schedulerName : ''
    taskHubName: taskHubName
  }
}

module developer 'developer.bicep' = if (developerAccess && !empty(principalId)) {
  name: 'developer'
  scope: group
  params: {
    principalId: principalId
    principalType: principalType
    eventHubsNamespaceName: eventHubs.outputs.namespaceName
    usageHubName: eventHubs.outputs.usageHubName
    serviceBusNamespaceName: serviceBus.outputs.namespaceName
    schedulerName: sagasInScheduler ? durableTask.outputs.schedulerName : ''
  }
}

module network 'network.bicep' = if (vnetEnabled) {
  name: 'network'
  scope: group
  params: {
    location: location
    tags: tags
    networkName: networkName
    addressPrefix: vnetAddressPrefix
  }
}

module privateEndpoints 'privateEndpoints.bicep' = if (vnetEnabled) {
  name: 'privateEndpoints'
  scope: group
  params: {
    location: location
    tags: tags
    endpointPrefix: endpointPrefix
    subnetId: vnetEnabled ? network.outputs.endpointSubnetId : ''
    hostAccountId: storage.outputs.hostAccountId
    dataAccountIds: storage.outputs.dataAccountIds
    captureAccountId: capture.outputs.accountId
    eventHubsId: eventHubs.outputs.namespaceId
    serviceBusId: serviceBus.outputs.namespaceId
    schedulerId: sagasInScheduler ? durableTask.outputs.schedulerId : ''
    blobZoneId: vnetEnabled ? network.outputs.blobZoneId : ''
    queueZoneId: vnetEnabled ? network.outputs.queueZoneId : ''
    tableZoneId: vnetEnabled ? network.outputs.tableZoneId : ''
    serviceBusZoneId: vnetEnabled ? network.outputs.serviceBusZoneId : ''
    durableTaskZoneId: vnetEnabled ? network.outputs.durableTaskZoneId : ''
  }
}

module functionApp 'functionApp.bicep' = {
  name: 'functionApp'
  scope: group
  params: {
    location: location
    tags: tags
    planName: '${abbreviations.webServerFarms}${resourceToken}'
    siteName: '${abbreviations.webSitesFunctions}api-${resourceToken}'
    serviceName: 'api'
    identityId: identity.outputs.appId
    identityClientId: identity.outputs.appClientId
    subnetId: vnetEnabled ? network.outputs.appSubnetId : ''
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttp: alwaysReadyHttp
    alwaysReadyDurable: alwaysReadyDurable
    alwaysReadyIngest: alwaysReadyIngest
    alwaysReadyPosting: alwaysReadyPosting
    deploymentContainerUri: '${storage.outputs.hostBlobEndpoint}${storage.outputs.deploymentContainerName}'
    hostBlobEndpoint: storage.outputs.hostBlobEndpoint
    hostQueueEndpoint: storage.outputs.hostQueueEndpoint
    hostTableEndpoint: storage.outputs.hostTableEndpoint
    dataTableEndpoints: storage.outputs.dataTableEndpoints
    eventHubsFullyQualifiedNamespace: eventHubs.outputs.fullyQualifiedNamespace
    usageHubName: eventHubs.outputs.usageHubName
    usageConsumerGroup: eventHubs.outputs.usageConsumerGroup
    outboundHubName: eventHubs.outputs.outboundHubName
    serviceBusFullyQualifiedNamespace: serviceBus.outputs.fullyQualifiedNamespace
    postingQueueName: serviceBus.outputs.queueName
    schedulerEndpoint: sagasInScheduler ? durableTask.outputs.endpoint : ''
    taskHubName: taskHubName
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    otlpEndpoint: otlpEndpoint
    entraTenantId: entraTenantId
    entraAudience: entraAudience
    entraClientId: entraClientId
    schedules: {
      postingSweep: postingSweepSchedule
      closePeriods: closePeriodsSchedule
      reconciliation: reconciliationSchedule
      accounting: accountingSchedule
      measure: measureSchedule
    }
  }
  // The first start needs its roles and its ways.
  dependsOn: [
    roles
    privateEndpoints
  ]
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    actionGroupName: '${abbreviations.insightsActionGroups}${resourceToken}'
    workspaceId: monitoring.outputs.workspaceId
    serviceBusNamespaceId: serviceBus.outputs.namespaceId
    postingQueueName: serviceBus.outputs.queueName
    emails: empty(alertEmails) ? [] : split(alertEmails, ',')
    runbook: runbook
    limits: alertLimits
  }
}

module workbook 'workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    location: location
    tags: tags
    displayName: 'Revenue fabric (${environmentName})'
    workspaceId: monitoring.outputs.workspaceId
    serviceBusNamespaceId: serviceBus.outputs.namespaceId
  }
}

module apiManagement 'apiManagement.bicep' = if (apimEnabled) {
  name: 'apiManagement'
  scope: group
  params: {
    location: location
    tags: tags
    serviceName: '${abbreviations.apiManagementService}${resourceToken}'
    publisherEmail: apimPublisherEmail
    publisherName: environmentName
    backendUri: functionApp.outputs.uri
    callsPerMinute: apimCallsPerMinute
    entraTenantId: entraTenantId
    entraAudience: entraAudience
    entraClientId: entraClientId
    deprecatedSince: apiDeprecatedSince
    sunset: apiSunset
    successor: apiSuccessor
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = functionApp.outputs.siteName
output SERVICE_API_URI string = functionApp.outputs.uri
output API_MANAGEMENT_URI string = apimEnabled ? apiManagement.outputs.gatewayUri : ''
output HOST_STORAGE_NAME string = storage.outputs.hostAccountName
output TABLE_STORAGE_SERVICE_URIS string = join(storage.outputs.dataTableEndpoints, ',')
output CAPTURE_CONTAINER_URI string = capture.outputs.containerUri
output USAGE_HUB_NAMESPACE string = eventHubs.outputs.fullyQualifiedNamespace
output USAGE_HUB_NAME string = eventHubs.outputs.usageHubName
output USAGE_HUB_PARTITIONS int = usagePartitions
output USAGE_HUB_CONSUMER_GROUP string = eventHubs.outputs.usageConsumerGroup
output OUTBOUND_HUB_NAMESPACE string = eventHubs.outputs.fullyQualifiedNamespace
output OUTBOUND_HUB_NAME string = eventHubs.outputs.outboundHubName
output POSTING_QUEUE_NAMESPACE string = serviceBus.outputs.fullyQualifiedNamespace
output POSTING_QUEUE_NAME string = serviceBus.outputs.queueName
output DURABLE_TASK_SCHEDULER_ENDPOINT string = sagasInScheduler ? durableTask.outputs.endpoint : ''
output TASKHUB_NAME string = taskHubName
output DEVELOPER_PLACE string = developerAccess && !empty(principalId) ? developer.outputs.placeName : ''
