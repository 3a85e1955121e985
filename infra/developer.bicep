// Places where a developer may run the app against the real services without taking part in the deployed one: a consumer group, a hub,
// a queue and a task hub of their own. The tables and the leases of such a run stay on the laptop.

param principalId string
param principalType string

param eventHubsNamespaceName string
param usageHubName string
param serviceBusNamespaceName string

@description('Empty when sagas are kept in Azure Storage.')
param schedulerName string

var placeName = 'developer'
var hasScheduler = !empty(schedulerName)
var roleDefinitions = 'Microsoft.Authorization/roleDefinitions'
var eventHubsDataReceiver = subscriptionResourceId(roleDefinitions, 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde')
var eventHubsDataSender = subscriptionResourceId(roleDefinitions, '2b629674-e913-4c01-ae53-ef4638d8f975')
var serviceBusDataReceiver = subscriptionResourceId(roleDefinitions, '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0')
var serviceBusDataSender = subscriptionResourceId(roleDefinitions, '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
var durableTaskDataContributor = subscriptionResourceId(roleDefinitions, '0ad04412-c4d5-4796-b79c-f76d14c8d402')

resource eventHubs 'Microsoft.EventHub/namespaces@2024-01-01' existing = {
  name: eventHubsNamespaceName
}

resource usage 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = {
  parent: eventHubs
  name: usageHubName
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusNamespaceName
}

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' existing = if (hasScheduler) {
  name: schedulerName
}

resource reader 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: usage
  name: placeName
  properties: {
    userMetadata: 'Apps on the laptops of developers.'
  }
}

resource outbound 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: eventHubs
  name: placeName
  properties: {
    partitionCount: 1
    retentionDescription: {
      cleanupPolicy: 'Delete'
      retentionTimeInHours: 24
    }
  }
}

resource postings 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: serviceBus
  name: placeName
  properties: {
    requiresSession: true
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'PT10M'
    lockDuration: 'PT1M'
    maxDeliveryCount: 10
    defaultMessageTimeToLive: 'P1D'
    deadLetteringOnMessageExpiration: false
  }
}

resource taskHub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' = if (hasScheduler) {
  parent: scheduler
  name: placeName
}

resource reads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(reader.id, principalId, eventHubsDataReceiver)
  scope: reader
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: eventHubsDataReceiver
  }
}

resource publishes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(outbound.id, principalId, eventHubsDataSender)
  scope: outbound
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: eventHubsDataSender
  }
}

resource isRung 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(postings.id, principalId, serviceBusDataReceiver)
  scope: postings
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: serviceBusDataReceiver
  }
}

resource rings 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(postings.id, principalId, serviceBusDataSender)
  scope: postings
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: serviceBusDataSender
  }
}

resource runsSagas 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasScheduler) {
  name: guid(taskHub.id, principalId, durableTaskDataContributor)
  scope: taskHub
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: durableTaskDataContributor
  }
}

output placeName string = placeName
