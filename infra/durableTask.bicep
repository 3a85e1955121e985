// The Durable Task Scheduler that holds the sagas' histories, with one task hub for this app.

param location string
param tags object
param schedulerName string
param taskHubName string

@description('Consumption or Dedicated.')
param skuName string

@description('Capacity units of a Dedicated scheduler; three or more are spread over zones.')
param capacity int

@description('Addresses and ranges that may connect. Required; an empty list lets nobody in.')
param allowedAddresses string[]

@description('Days until the history of an ended saga is purged; at most 30 with Consumption. What the books rest on stands in tables, not here.')
param retentionDays int

@description('True closes the public endpoint, the dashboard included.')
param private bool

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: schedulerName
  location: location
  tags: tags
  properties: {
    ipAllowlist: allowedAddresses
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    sku: skuName == 'Dedicated' ? {
      name: 'Dedicated'
      capacity: capacity
    } : {
      name: 'Consumption'
    }
  }
}

resource taskHub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' = {
  parent: scheduler
  name: taskHubName
}

resource retention 'Microsoft.DurableTask/schedulers/retentionPolicies@2026-02-01' = {
  parent: scheduler
  name: 'default'
  properties: {
    retentionPolicies: [
      {
        retentionPeriodInDays: skuName == 'Dedicated' ? retentionDays : min(retentionDays, 30)
      }
    ]
  }
}

output schedulerId string = scheduler.id
output schedulerName string = scheduler.name
output endpoint string = scheduler.properties.endpoint
output taskHubName string = taskHub.name
