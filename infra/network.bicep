// The optional virtual network: a subnet that the app reaches out from, one for private endpoints, and the DNS zones of these.

param location string
param tags object
param networkName string

@description('Address space of the network; the subnets are its first two /24.')
param addressPrefix string

var blobZone = 'privatelink.blob.${environment().suffixes.storage}'
var queueZone = 'privatelink.queue.${environment().suffixes.storage}'
var tableZone = 'privatelink.table.${environment().suffixes.storage}'
// Event Hubs and Service Bus share one zone.
var serviceBusZone = 'privatelink.servicebus.windows.net'
var durableTaskZone = 'privatelink.durabletask.io'
var zoneNames = [
  blobZone
  queueZone
  tableZone
  serviceBusZone
  durableTaskZone
]

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: networkName
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addressPrefix
      ]
    }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 0)
          delegations: [
            {
              name: 'flex'
              properties: {
                // What Flex Consumption wants; the other plans want Microsoft.Web/serverFarms.
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 1)
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for zoneName in zoneNames: {
  name: zoneName
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for i in range(0, length(zoneNames)): {
  parent: zones[i]
  name: networkName
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}]

output appSubnetId string = '${network.id}/subnets/app'
output endpointSubnetId string = '${network.id}/subnets/endpoints'
output blobZoneId string = zones[0].id
output queueZoneId string = zones[1].id
output tableZoneId string = zones[2].id
output serviceBusZoneId string = zones[3].id
output durableTaskZoneId string = zones[4].id
