// The optional gateway: versions by path, a rate limit for each subscription, tokens checked before the app is woken up.
// The API is described by one operation for each method and any path. An import of the OpenAPI document would have to read it from the
// site, which has no code yet when the infrastructure is made for the first time, and would go stale with each release. The site serves
// the document at /api/openapi.json; its paths are the gateway's too.

param location string
param tags object
param serviceName string
param publisherEmail string
param publisherName string

@description('Address of the function app.')
param backendUri string

@description('Calls a minute for each subscription.')
param callsPerMinute int

@description('Empty = callers bring API keys of the app.')
param entraTenantId string
param entraAudience string
param entraClientId string

@description('Seconds since 1970 from when on v1 is deprecated; empty = it is current.')
param deprecatedSince string

@description('When v1 ends, as an HTTP date.')
param sunset string

@description('Where the successor is described.')
param successor string

var usesEntra = !empty(entraTenantId) && !empty(entraAudience)
var isDeprecated = !empty(deprecatedSince)
var methods = [
  'DELETE'
  'GET'
  'POST'
  'PUT'
]
// A named value cannot be empty; what is not used says so.
var values = [
  {
    name: 'fabric-calls-per-minute'
    value: string(callsPerMinute)
  }
  {
    name: 'fabric-tenant-id'
    value: usesEntra ? entraTenantId : 'unused'
  }
  {
    name: 'fabric-audience'
    value: usesEntra ? entraAudience : 'unused'
  }
  {
    name: 'fabric-client-id'
    value: empty(entraClientId) ? 'unused' : entraClientId
  }
  {
    name: 'fabric-deprecated-since'
    value: isDeprecated ? deprecatedSince : 'unused'
  }
  {
    name: 'fabric-sunset'
    value: empty(sunset) ? 'unused' : sunset
  }
  {
    name: 'fabric-successor'
    value: empty(successor) ? 'unused' : successor
  }
]

resource service 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: serviceName
  location: location
  tags: tags
  sku: {
    name: 'Consumption'
    capacity: 0
  }
  properties: {
    publisherEmail: publisherEmail
    publisherName: publisherName
  }
}

resource namedValues 'Microsoft.ApiManagement/service/namedValues@2024-05-01' = [for item in values: {
  parent: service
  name: item.name
  properties: {
    displayName: item.name
    value: item.value
    secret: false
  }
}]

resource authenticate 'Microsoft.ApiManagement/service/policyFragments@2024-05-01' = {
  parent: service
  name: 'authenticate'
  properties: {
    description: 'Who may pass'
    format: 'rawxml'
    value: usesEntra ? loadTextContent('policies/authenticate-entra.xml') : loadTextContent('policies/authenticate-keys.xml')
  }
  dependsOn: [
    namedValues
  ]
}

resource lifecycle 'Microsoft.ApiManagement/service/policyFragments@2024-05-01' = {
  parent: service
  name: 'lifecycle'
  properties: {
    description: 'What answers say about the age of this version'
    format: 'rawxml'
    value: isDeprecated ? loadTextContent('policies/lifecycle-deprecated.xml') : loadTextContent('policies/lifecycle-current.xml')
  }
  dependsOn: [
    namedValues
  ]
}

resource versions 'Microsoft.ApiManagement/service/apiVersionSets@2024-05-01' = {
  parent: service
  name: 'fabric'
  properties: {
    displayName: 'Revenue fabric'
    versioningScheme: 'Segment'
  }
}

// The same paths as on the site: what the OpenAPI document says holds here too.
resource api 'Microsoft.ApiManagement/service/apis@2024-05-01' = {
  parent: service
  name: 'fabric-v1'
  properties: {
    displayName: 'Revenue fabric'
    apiVersion: 'v1'
    apiVersionSetId: versions.id
    path: 'api'
    protocols: [
      'https'
    ]
    serviceUrl: '${backendUri}/api/v1'
    subscriptionRequired: true
    type: 'http'
  }
}

resource operations 'Microsoft.ApiManagement/service/apis/operations@2024-05-01' = [for method in methods: {
  parent: api
  name: toLower(method)
  properties: {
    displayName: method
    method: method
    urlTemplate: '/*'
  }
}]

resource policy 'Microsoft.ApiManagement/service/apis/policies@2024-05-01' = {
  parent: api
  name: 'policy'
  properties: {
    format: 'rawxml'
    value: loadTextContent('policies/api.xml')
  }
  dependsOn: [
    authenticate
    lifecycle
    namedValues
  ]
}

resource product 'Microsoft.ApiManagement/service/products@2024-05-01' = {
  parent: service
  name: 'fabric'
  properties: {
    displayName: 'Revenue fabric'
    description: 'One subscription for each system that calls.'
    state: 'published'
    subscriptionRequired: true
    approvalRequired: true
  }
}

resource productApi 'Microsoft.ApiManagement/service/products/apis@2024-05-01' = {
  parent: product
  name: api.name
}

output gatewayUri string = service.properties.gatewayUrl
output serviceName string = service.name
