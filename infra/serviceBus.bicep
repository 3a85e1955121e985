// The queue of the posting lanes' doorbells: a session is a legal entity.

param location string
param tags object
param namespaceName string
param queueName string

@description('True closes the public endpoint. Private endpoints need the Premium tier.')
param private bool

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: namespaceName
  location: location
  tags: tags
  sku: private ? {
    name: 'Premium'
    tier: 'Premium'
    capacity: 1
  } : {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
  }
}

resource postings 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: namespace
  name: queueName
  properties: {
    // Sessions, duplicate detection and partitioning cannot be changed later: the queue would have to be made anew.
    requiresSession: true
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'PT10M'
    // The host renews the lock for as long as a session works (host.json); after a crash another instance waits no longer than this.
    lockDuration: 'PT1M'
    maxDeliveryCount: 10
    // A doorbell carries no truth. One that nobody answered for two weeks is a case for people, not for silence.
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
    enableBatchedOperations: true
  }
}

output namespaceId string = namespace.id
output namespaceName string = namespace.name
output fullyQualifiedNamespace string = '${namespace.name}.servicebus.windows.net'
output queueName string = postings.name
