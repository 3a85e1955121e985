// Who may do what, each at the narrowest scope that works. The role of Capture stands in capture.bicep, because the hub asks for it when it is made.

@description('The identity of the function app.')
param appPrincipalId string

@description('The person or pipeline that deploys; empty = no roles for them.')
param developerPrincipalId string
param developerPrincipalType string

@description('Object ids of the identities of telemetry pipelines, which may send usage.')
param producerPrincipalIds string[]

param hostAccountName string
param dataAccountNames string[]
param componentName string
param eventHubsNamespaceName string
param usageHubName string
param outboundHubName string
param serviceBusNamespaceName string
param postingQueueName string

@description('Empty when sagas are kept in Azure Storage.')
param schedulerName string
param taskHubName string

var roleDefinitions = 'Microsoft.Authorization/roleDefinitions'
var storageBlobDataOwner = subscriptionResourceId(roleDefinitions, 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b')
var storageQueueDataContributor = subscriptionResourceId(roleDefinitions, '974c5e8b-45b9-4653-ba55-5f855dd0fb88')
var storageTableDataContributor = subscriptionResourceId(roleDefinitions, '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3')
var eventHubsDataReceiver = subscriptionResourceId(roleDefinitions, 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde')
var eventHubsDataSender = subscriptionResourceId(roleDefinitions, '2b629674-e913-4c01-ae53-ef4638d8f975')
var serviceBusDataReceiver = subscriptionResourceId(roleDefinitions, '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0')
var serviceBusDataSender = subscriptionResourceId(roleDefinitions, '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
var monitoringMetricsPublisher = subscriptionResourceId(roleDefinitions, '3913510d-42f4-4e42-8a64-420c390055eb')
var durableTaskDataContributor = subscriptionResourceId(roleDefinitions, '0ad04412-c4d5-4796-b79c-f76d14c8d402')
var durableTaskDataReader = subscriptionResourceId(roleDefinitions, 'd6a5505f-6ebb-45a4-896e-ac8274cfc0ac')

var sagasInStorage = empty(schedulerName)
var hasDeveloper = !empty(developerPrincipalId)

resource host 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: hostAccountName
}

resource data 'Microsoft.Storage/storageAccounts@2024-01-01' existing = [for name in dataAccountNames: {
  name: name
}]

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource eventHubs 'Microsoft.EventHub/namespaces@2024-01-01' existing = {
  name: eventHubsNamespaceName
}

resource usage 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = {
  parent: eventHubs
  name: usageHubName
}

resource outbound 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = {
  parent: eventHubs
  name: outboundHubName
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusNamespaceName
}

resource postings 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = {
  parent: serviceBus
  name: postingQueueName
}

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' existing = if (!sagasInStorage) {
  name: schedulerName
}

resource taskHub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' existing = if (!sagasInStorage) {
  parent: scheduler
  name: taskHubName
}

// --- The app ---

// Owner and not Contributor: the host makes its containers and takes leases in them (package, keys, timers, checkpoints).
resource appHostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(host.id, appPrincipalId, storageBlobDataOwner)
  scope: host
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: storageBlobDataOwner
  }
}

// The host writes its diagnostic events there, and Durable Functions its histories when they are kept in Azure Storage.
resource appHostTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(host.id, appPrincipalId, storageTableDataContributor)
  scope: host
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: storageTableDataContributor
  }
}

// Nothing but Durable Functions on Azure Storage uses the queues.
resource appHostQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (sagasInStorage) {
  name: guid(host.id, appPrincipalId, storageQueueDataContributor)
  scope: host
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: storageQueueDataContributor
  }
}

resource appDataTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for i in range(0, length(dataAccountNames)): {
  name: guid(data[i].id, appPrincipalId, storageTableDataContributor)
  scope: data[i]
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: storageTableDataContributor
  }
}]

resource appUsage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(usage.id, appPrincipalId, eventHubsDataReceiver)
  scope: usage
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: eventHubsDataReceiver
  }
}

resource appOutbound 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(outbound.id, appPrincipalId, eventHubsDataSender)
  scope: outbound
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: eventHubsDataSender
  }
}

resource appPostingsReceive 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(postings.id, appPrincipalId, serviceBusDataReceiver)
  scope: postings
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: serviceBusDataReceiver
  }
}

resource appPostingsSend 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(postings.id, appPrincipalId, serviceBusDataSender)
  scope: postings
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: serviceBusDataSender
  }
}

resource appTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(component.id, appPrincipalId, monitoringMetricsPublisher)
  scope: component
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: monitoringMetricsPublisher
  }
}

resource appSagas 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!sagasInStorage) {
  name: guid(taskHub.id, appPrincipalId, durableTaskDataContributor)
  scope: taskHub
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: durableTaskDataContributor
  }
}

// --- Who deploys: may send the first event and look at the sagas. Nothing that reads or writes the books. ---

resource developerUsage 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasDeveloper) {
  name: guid(usage.id, developerPrincipalId, eventHubsDataSender)
  scope: usage
  properties: {
    principalId: developerPrincipalId
    principalType: developerPrincipalType
    roleDefinitionId: eventHubsDataSender
  }
}

resource developerSagas 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasDeveloper && !sagasInStorage) {
  name: guid(taskHub.id, developerPrincipalId, durableTaskDataReader)
  scope: taskHub
  properties: {
    principalId: developerPrincipalId
    principalType: developerPrincipalType
    roleDefinitionId: durableTaskDataReader
  }
}

// --- Telemetry pipelines ---

// Who deploys has the role already; the same assignment twice would be refused.
resource producerUsage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for principalId in filter(producerPrincipalIds, id => id != developerPrincipalId): {
  name: guid(usage.id, principalId, eventHubsDataSender)
  scope: usage
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: eventHubsDataSender
  }
}]
