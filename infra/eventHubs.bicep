// The hub that usage arrives in and the hub that the fabric publishes to.

param location string
param tags object
param namespaceName string

@description('Standard or Premium.')
param skuName string

@description('Throughput units (Standard) or processing units (Premium).')
param capacity int

@description('Throughput units that auto-inflate may reach; no more than capacity means that it is off. Standard only.')
param maximumThroughputUnits int

param usageHubName string
param usageConsumerGroup string

@description('Fixed when the hub is made: a Standard hub cannot get more, and with more the same key would go elsewhere.')
param usagePartitions int

param outboundHubName string
param outboundPartitions int

@description('True closes the public endpoint, for producers too.')
param private bool

param captureEnabled bool
param captureIdentityId string
param captureAccountId string
param captureContainerName string

var standard = skuName == 'Standard'
var inflates = standard && maximumThroughputUnits > capacity

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: namespaceName
  location: location
  tags: tags
  sku: {
    name: skuName
    tier: skuName
    capacity: capacity
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${captureIdentityId}': {}
    }
  }
  properties: {
    disableLocalAuth: true
    isAutoInflateEnabled: inflates
    maximumThroughputUnits: inflates ? maximumThroughputUnits : 0
    minimumTlsVersion: '1.2'
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
  }
}

var retention = {
  cleanupPolicy: 'Delete'
  retentionTimeInHours: 168
}

// Off is said in so many words: leaving the description out would not switch off a Capture that is on.
var capture = {
  enabled: captureEnabled
  encoding: 'Avro'
  intervalInSeconds: 300
  sizeLimitInBytes: 314572800
  skipEmptyArchives: true
  destination: {
    name: 'EventHubArchive.AzureBlockBlob'
    identity: {
      type: 'UserAssigned'
      userAssignedIdentity: captureIdentityId
    }
    properties: {
      storageAccountResourceId: captureAccountId
      blobContainer: captureContainerName
      archiveNameFormat: '{Namespace}/{EventHub}/{PartitionId}/{Year}/{Month}/{Day}/{Hour}/{Minute}/{Second}'
    }
  }
}

resource usage 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: namespace
  name: usageHubName
  properties: {
    partitionCount: usagePartitions
    retentionDescription: retention
    captureDescription: capture
  }
}

// The fabric's own: two readers of one group would take each other's partitions and move each other's checkpoints.
resource usageReaders 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: usage
  name: usageConsumerGroup
  properties: {
    userMetadata: 'The function app. Nobody else reads in it.'
  }
}

resource outbound 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: namespace
  name: outboundHubName
  properties: {
    partitionCount: outboundPartitions
    retentionDescription: retention
  }
}

resource outboundReaders 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: outbound
  name: 'analytics'
  properties: {
    userMetadata: 'Whoever analyses what the fabric publishes. One group for each further reader.'
  }
}

output namespaceId string = namespace.id
output namespaceName string = namespace.name
output fullyQualifiedNamespace string = '${namespace.name}.servicebus.windows.net'
output usageHubName string = usage.name
output usageConsumerGroup string = usageReaders.name
output outboundHubName string = outbound.name
