// The private doors of everything the app uses.

param location string
param tags object
param endpointPrefix string
param subnetId string
param hostAccountId string
param dataAccountIds string[]
param captureAccountId string
param eventHubsId string
param serviceBusId string

@description('Empty when sagas are kept in Azure Storage.')
param schedulerId string
param blobZoneId string
param queueZoneId string
param tableZoneId string
param serviceBusZoneId string
param durableTaskZoneId string

module hostBlob 'privateEndpoint.bicep' = {
  name: 'endpoint-host-blob'
  params: {
    location: location
    tags: tags
    endpointName: '${endpointPrefix}-host-blob'
    subnetId: subnetId
    targetId: hostAccountId
    groupId: 'blob'
    zoneId: blobZoneId
  }
}

module hostQueue 'privateEndpoint.bicep' = {
  name: 'endpoint-host-queue'
  params: {
    location: location
    tags: tags
    endpointName: '${endpointPrefix}-host-queue'
    subnetId: subnetId
    targetId: hostAccountId
    groupId: 'queue'
    zoneId: queueZoneId
  }
}

module hostTable 'privateEndpoint.bicep' = {
  name: 'endpoint-host-table'
  params: {
    location: location
    tags: tags
    endpointName: '${endpointPrefix}-host-table'
    subnetId: subnetId
    targetId: hostAccountId
    groupId: 'table'
    zoneId: tableZoneId
  }
}

module dataTables 'privateEndpoint.bicep' = [for (accountId, i) in dataAccountIds: {
  name: 'endpoint-data-${i}-table'
  params: {
    location: location
    tags: tags
    endpointName: '${endpointPrefix}-data${i}-table'
    subnetId: subnetId
    targetId: accountId
    groupId: 'table'
    zoneId: tableZoneId
  }
}]

// For replay: Event Hubs itself writes as a trusted service.
module captureBlob 'privateEndpoint.bicep' = {
  name: 'endpoint-capture-blob'
  params: {
    location: location
    tags: tags
    endpointName: '${endpointPrefix}-capture-blob'
    subnetId: subnetId
    targetId: captureAccountId
    groupId: 'blob'
    zoneId: blobZoneId
  }
}

module eventHubs 'privateEndpoint.bicep' = {
  name: 'endpoint-event-hubs'
  params: {
    location: location
    tags: tags
    endpointName: '${endpointPrefix}-event-hubs'
    subnetId: subnetId
    targetId: eventHubsId
    groupId: 'namespace'
    zoneId: serviceBusZoneId
  }
}

module serviceBus 'privateEndpoint.bicep' = {
  name: 'endpoint-service-bus'
  params: {
    location: location
    tags: tags
    endpointName: '${endpointPrefix}-service-bus'
    subnetId: subnetId
    targetId: serviceBusId
    groupId: 'namespace'
    zoneId: serviceBusZoneId
  }
}

module scheduler 'privateEndpoint.bicep' = if (!empty(schedulerId)) {
  name: 'endpoint-scheduler'
  params: {
    location: location
    tags: tags
    endpointName: '${endpointPrefix}-scheduler'
    subnetId: subnetId
    targetId: schedulerId
    groupId: 'scheduler'
    zoneId: durableTaskZoneId
  }
}
