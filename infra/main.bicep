// The fabric on Azure: the parameters and a resource group; what is in it, fabric.bicep puts together. What costs something to change: README.md.

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

@description('Days until the history of an ended saga is purged; at most 30 with Consumption.')
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

@description('Spreads instances over zones; what is always ready is then two instances at least.')
param zoneRedundant bool = false

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

@description('How a new version takes over: instance by instance (a preview of Flex), or all at once, which kills what is running.')
@allowed(['RollingUpdate', 'Recreate'])
param updateStrategy string = 'RollingUpdate'

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Addresses that alerts write to, separated by commas.')
param alertEmails string = ''

@description('Where the runbook is read; alerts link to its sections.')
param runbook string = 'docs/operate.md'

@description('Limits of the alerts that are not to have their usual one (fabric.bicep): seconds for those that wait, a number for the rest.')
param alertLimits object = {}

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

@description('Further settings of the app, as JSON: hashes of API keys, governance, a tax engine. A secret only as a Key Vault reference: who reads the site reads them.')
param appSettings object = {}

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
var tags = {
  'azd-env-name': environmentName
}

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: empty(resourceGroupName) ? '${abbreviations.resourcesResourceGroups}${environmentName}' : resourceGroupName
  location: location
  tags: tags
}

module fabric 'fabric.bicep' = {
  name: 'fabric'
  scope: group
  params: {
    environmentName: environmentName
    location: location
    principalId: principalId
    principalType: principalType
    developerAccess: developerAccess
    vnetEnabled: vnetEnabled
    vnetAddressPrefix: vnetAddressPrefix
    durableBackend: durableBackend
    durableSku: durableSku
    durableCapacity: durableCapacity
    durableAllowedAddresses: durableAllowedAddresses
    durableRetentionDays: durableRetentionDays
    dataAccounts: dataAccounts
    dataRedundancy: dataRedundancy
    eventHubsSku: eventHubsSku
    usagePartitions: usagePartitions
    outboundPartitions: outboundPartitions
    throughputUnits: throughputUnits
    maximumThroughputUnits: maximumThroughputUnits
    captureEnabled: captureEnabled
    captureRetentionDays: captureRetentionDays
    maximumInstanceCount: maximumInstanceCount
    zoneRedundant: zoneRedundant
    instanceMemoryMB: instanceMemoryMB
    alwaysReadyHttp: alwaysReadyHttp
    alwaysReadyDurable: alwaysReadyDurable
    alwaysReadyIngest: alwaysReadyIngest
    alwaysReadyPosting: alwaysReadyPosting
    updateStrategy: updateStrategy
    logRetentionDays: logRetentionDays
    alertEmails: alertEmails
    runbook: runbook
    alertLimits: alertLimits
    otlpEndpoint: otlpEndpoint
    entraTenantId: entraTenantId
    entraAudience: entraAudience
    entraClientId: entraClientId
    producerPrincipalIds: producerPrincipalIds
    postingSweepSchedule: postingSweepSchedule
    closePeriodsSchedule: closePeriodsSchedule
    reconciliationSchedule: reconciliationSchedule
    accountingSchedule: accountingSchedule
    measureSchedule: measureSchedule
    appSettings: appSettings
    apimEnabled: apimEnabled
    apimPublisherEmail: apimPublisherEmail
    apimCallsPerMinute: apimCallsPerMinute
    apiDeprecatedSince: apiDeprecatedSince
    apiSunset: apiSunset
    apiSuccessor: apiSuccessor
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = fabric.outputs.serviceApiName
output SERVICE_API_URI string = fabric.outputs.serviceApiUri
output API_MANAGEMENT_URI string = fabric.outputs.apiManagementUri
output HOST_STORAGE_NAME string = fabric.outputs.hostStorageName
output TABLE_STORAGE_SERVICE_URIS string = fabric.outputs.tableStorageServiceUris
output CAPTURE_CONTAINER_URI string = fabric.outputs.captureContainerUri
output USAGE_HUB_NAMESPACE string = fabric.outputs.usageHubNamespace
output USAGE_HUB_NAME string = fabric.outputs.usageHubName
output USAGE_HUB_PARTITIONS int = fabric.outputs.usageHubPartitions
output USAGE_HUB_CONSUMER_GROUP string = fabric.outputs.usageHubConsumerGroup
output OUTBOUND_HUB_NAMESPACE string = fabric.outputs.outboundHubNamespace
output OUTBOUND_HUB_NAME string = fabric.outputs.outboundHubName
output POSTING_QUEUE_NAMESPACE string = fabric.outputs.postingQueueNamespace
output POSTING_QUEUE_NAME string = fabric.outputs.postingQueueName
output DURABLE_TASK_SCHEDULER_ENDPOINT string = fabric.outputs.durableTaskSchedulerEndpoint
output TASKHUB_NAME string = fabric.outputs.taskHubName
output DEVELOPER_PLACE string = fabric.outputs.developerPlace
