// The same figures as the alerts and the metrics summary, over time.

param location string
param tags object
param displayName string
param workspaceId string
param serviceBusNamespaceId string

var content = replace(replace(loadTextContent('workbook.json'), '{workspaceId}', workspaceId), '{serviceBusNamespaceId}', serviceBusNamespaceId)

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(workspaceId, 'fabric')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: displayName
    category: 'workbook'
    sourceId: workspaceId
    serializedData: content
    version: 'Notebook/1.0'
  }
}

output workbookId string = workbook.id
