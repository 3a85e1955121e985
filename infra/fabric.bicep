// The fabric in a resource group that is there already: what main.bicep makes, for who has rights in one group only.
// The parameters are described in main.bicep.

param environmentName string
param location string
param principalId string
param principalType string
param developerAccess bool
param vnetEnabled bool
param vnetAddressPrefix string
param durableBackend string
param durableSku string
param durableCapacity int
param durableAllowedAddresses string
param durableRetentionDays int
param dataAccounts int
param dataRedundancy string
param eventHubsSku string
param usagePartitions int
param outboundPartitions int
param throughputUnits int
param maximumThroughputUnits int
param captureEnabled bool
param captureRetentionDays int
param maximumInstanceCount int
param zoneRedundant bool
param instanceMemoryMB int
param alwaysReadyHttp int
param alwaysReadyDurable int
param alwaysReadyIngest int
param alwaysReadyPosting int
param updateStrategy string
param logRetentionDays int
param alertEmails string
param runbook string
param alertLimits object
param otlpEndpoint string
param entraTenantId string
param entraAudience string
param entraClientId string
param producerPrincipalIds string
param postingSweepSchedule string
param closePeriodsSchedule string
param reconciliationSchedule string
param accountingSchedule string
param measureSchedule string
param appSettings object
param apimEnabled bool
param apimPublisherEmail string
param apimCallsPerMinute int
param apiDeprecatedSince string
param apiSunset string
param apiSuccessor string

var abbreviations = loadJsonContent('abbreviations.json')
// The same in every deployment of an environment, different everywhere else.
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

// What ALERT_LIMITS does not name keeps its usual limit; the summary of the app has the same defaults (MetricsOptions).
var usualLimits = {
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
var limits = union(usualLimits, alertLimits)

module identity 'identity.bicep' = {
  name: 'identity'
  params: {
    location: location
    tags: tags
    appIdentityName: '${abbreviations.managedIdentityUserAssignedIdentities}api-${resourceToken}'
    captureIdentityName: '${abbreviations.managedIdentityUserAssignedIdentities}capture-${resourceToken}'
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
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
  params: {
    location: location
    tags: tags
    hostAccountName: hostAccountName
    dataAccountNames: dataAccountNames
    deploymentContainerName: 'app-package'
    hostRedundancy: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
    dataRedundancy: dataRedundancy
    private: vnetEnabled
  }
}

module capture 'capture.bicep' = {
  name: 'capture'
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
  params: {
    location: location
    tags: tags
    schedulerName: '${abbreviations.durableTaskSchedulers}${resourceToken}'
    taskHubName: taskHubName
    skuName: durableSku
    capacity: durableCapacity
    allowedAddresses: map(split(durableAllowedAddresses, ','), one => trim(one))
    retentionDays: durableRetentionDays
    private: vnetEnabled
  }
}

module roles 'roles.bicep' = {
  name: 'roles'
  params: {
    appPrincipalId: identity.outputs.appPrincipalId
    developerPrincipalId: principalId
    developerPrincipalType: principalType
    producerPrincipalIds: empty(producerPrincipalIds) ? [] : map(split(producerPrincipalIds, ','), one => trim(one))
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
  params: {
    location: location
    tags: tags
    networkName: networkName
    addressPrefix: vnetAddressPrefix
  }
}

module privateEndpoints 'privateEndpoints.bicep' = if (vnetEnabled) {
  name: 'privateEndpoints'
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
  params: {
    location: location
    tags: tags
    planName: '${abbreviations.webServerFarms}${resourceToken}'
    siteName: '${abbreviations.webSitesFunctions}api-${resourceToken}'
    serviceName: 'api'
    identityId: identity.outputs.appId
    identityClientId: identity.outputs.appClientId
    subnetId: vnetEnabled ? network.outputs.appSubnetId : ''
    zoneRedundant: zoneRedundant
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
    updateStrategy: updateStrategy
    schedules: {
      postingSweep: postingSweepSchedule
      closePeriods: closePeriodsSchedule
      reconciliation: reconciliationSchedule
      accounting: accountingSchedule
      measure: measureSchedule
    }
    alertLimits: limits
    furtherSettings: appSettings
  }
  // The first start needs its roles and its ways.
  dependsOn: [
    roles
    privateEndpoints
  ]
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  params: {
    location: location
    tags: tags
    actionGroupName: '${abbreviations.insightsActionGroups}${resourceToken}'
    workspaceId: monitoring.outputs.workspaceId
    serviceBusNamespaceId: serviceBus.outputs.namespaceId
    postingQueueName: serviceBus.outputs.queueName
    emails: empty(alertEmails) ? [] : map(split(alertEmails, ','), one => trim(one))
    runbook: runbook
    limits: limits
  }
}

module workbook 'workbook.bicep' = {
  name: 'workbook'
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

output serviceApiName string = functionApp.outputs.siteName
output serviceApiUri string = functionApp.outputs.uri
output apiManagementUri string = apimEnabled ? apiManagement.outputs.gatewayUri : ''
output hostStorageName string = storage.outputs.hostAccountName
output tableStorageServiceUris string = join(storage.outputs.dataTableEndpoints, ',')
output captureContainerUri string = capture.outputs.containerUri
output usageHubNamespace string = eventHubs.outputs.fullyQualifiedNamespace
output usageHubName string = eventHubs.outputs.usageHubName
output usageHubPartitions int = usagePartitions
output usageHubConsumerGroup string = eventHubs.outputs.usageConsumerGroup
output outboundHubNamespace string = eventHubs.outputs.fullyQualifiedNamespace
output outboundHubName string = eventHubs.outputs.outboundHubName
output postingQueueNamespace string = serviceBus.outputs.fullyQualifiedNamespace
output postingQueueName string = serviceBus.outputs.queueName
output durableTaskSchedulerEndpoint string = sagasInScheduler ? durableTask.outputs.endpoint : ''
output taskHubName string = taskHubName
output developerPlace string = developerAccess && !empty(principalId) ? developer.outputs.placeName : ''
