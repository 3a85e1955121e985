// The host's account (deployment package, leases, checkpoints, keys) and the data accounts (the business's tables).
// Apart from each other, because an account has one limit of requests: checkpoints must not wait behind a period being closed.

param location string
param tags object
param hostAccountName string

@description('Names of the data accounts, in the order in which the app knows them. Never change their number or order: rows would not be found again.')
param dataAccountNames string[]

param deploymentContainerName string
param hostRedundancy string
param dataRedundancy string

@description('True closes the public endpoints: the accounts are then reached through private endpoints only.')
param private bool

var publicNetworkAccess = private ? 'Disabled' : 'Enabled'
var defaultAction = private ? 'Deny' : 'Allow'

resource host 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: hostAccountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: hostRedundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: publicNetworkAccess
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'None'
      defaultAction: defaultAction
    }
  }
}

// No versions and no soft delete here: every checkpoint is an overwritten blob, and each would leave a copy behind.
resource hostBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: host
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: false
    }
    isVersioningEnabled: false
  }
}

resource deployment 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: hostBlobs
  name: deploymentContainerName
  properties: {
    publicAccess: 'None'
  }
}

resource data 'Microsoft.Storage/storageAccounts@2024-01-01' = [for name in dataAccountNames: {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: dataRedundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: publicNetworkAccess
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'None'
      defaultAction: defaultAction
    }
  }
}]

output hostAccountName string = host.name
output hostAccountId string = host.id
output hostBlobEndpoint string = host.properties.primaryEndpoints.blob
output hostQueueEndpoint string = host.properties.primaryEndpoints.queue
output hostTableEndpoint string = host.properties.primaryEndpoints.table
output deploymentContainerName string = deployment.name
output dataAccountIds string[] = [for i in range(0, length(dataAccountNames)): data[i].id]
output dataTableEndpoints string[] = [for i in range(0, length(dataAccountNames)): data[i].properties.primaryEndpoints.table]
