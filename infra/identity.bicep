// Who the fabric is: one identity for the function app and, apart from it, one that Event Hubs writes captures with.

param location string
param tags object
param appIdentityName string
param captureIdentityName string

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: appIdentityName
  location: location
  tags: tags
}

// Capture only writes blobs. With the app's identity, a fault in the namespace could reach tables and queues as well.
resource capture 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: captureIdentityName
  location: location
  tags: tags
}

output appId string = app.id
output appClientId string = app.properties.clientId
output appPrincipalId string = app.properties.principalId
output captureId string = capture.id
output capturePrincipalId string = capture.properties.principalId
