// What wakes somebody up. Each key is a section of docs/operate.md; the figures are those of the metrics summary.

param location string
param tags object
param actionGroupName string
param workspaceId string
param serviceBusNamespaceId string
param postingQueueName string

@description('Addresses that are written to; none = the alerts show in the portal only.')
param emails string[]

@description('Where the runbook is read, for instance the address of docs/operate.md in the repository.')
param runbook string

@description('Limits, by the keys of the alerts: seconds for those that wait, a number for the rest.')
param limits object

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'fabric'
    emailReceivers: [for email in emails: {
      name: email
      emailAddress: email
      useCommonAlertSchema: true
    }]
  }
}

var actionGroups = empty(emails) ? [] : [
  people.id
]

// Several instances may report the same figure, and one of them an old one: the highest of a minute counts. Over the window it is the highest
// again, but for the gap: there the lowest counts, because a gap opens for seconds while events are on their way.
var rules = [
  {
    key: 'oldestWaitingPosting'
    title: 'A posting waits too long'
    meaning: 'The oldest entry of a posting lane has waited longer than it may.'
    metric: 'revenue.posting.oldest_waiting'
    dimension: 'legal_entity'
    aggregation: 'Maximum'
    severity: 1
  }
  {
    key: 'consumerLag'
    title: 'Usage is read too late'
    meaning: 'The fabric is behind what the usage hub took.'
    metric: 'revenue.ingest.lag'
    dimension: 'partition'
    aggregation: 'Maximum'
    severity: 2
  }
  {
    key: 'quarantine'
    title: 'Usage piles up in quarantine'
    meaning: 'More events than usual could not be normalised; they are not billed until somebody acts.'
    metric: 'revenue.quarantine.events'
    dimension: 'reason'
    aggregation: 'Maximum'
    severity: 2
  }
  {
    key: 'sagasFailed'
    title: 'A saga failed'
    meaning: 'An invoice saga ended in failure and left work for people.'
    metric: 'revenue.sagas.failed'
    dimension: ''
    aggregation: 'Maximum'
    severity: 1
  }
  {
    key: 'sagasStuck'
    title: 'A saga stands still'
    meaning: 'An invoice saga has not moved for longer than a step may take.'
    metric: 'revenue.sagas.stuck'
    dimension: ''
    aggregation: 'Maximum'
    severity: 1
  }
  {
    key: 'conservationGap'
    title: 'Usage events are unaccounted for'
    meaning: 'A partition has taken events that have no outcome and are not waiting either.'
    metric: 'revenue.conservation.gap'
    dimension: 'partition'
    aggregation: 'Minimum'
    severity: 0
  }
  {
    key: 'blockedLane'
    title: 'A posting lane is blocked'
    meaning: 'A legal entity posts nothing until somebody retries, skips or releases the entry at the head of its lane.'
    metric: 'revenue.posting.blocked_lanes'
    dimension: ''
    aggregation: 'Maximum'
    severity: 1
  }
  {
    key: 'oldestException'
    title: 'A case has no answer'
    meaning: 'The oldest open case has waited longer than it may.'
    metric: 'revenue.exceptions.oldest'
    dimension: ''
    aggregation: 'Maximum'
    severity: 3
  }
  {
    key: 'breaks'
    title: 'The books do not agree'
    meaning: 'Reconciliation found differences that nobody has explained yet.'
    metric: 'revenue.reconciliation.breaks'
    dimension: 'legal_entity'
    aggregation: 'Maximum'
    severity: 1
  }
]

resource figures 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [for rule in rules: {
  name: 'alert-${rule.key}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: rule.title
    description: '${rule.meaning} What to do: ${runbook}#${toLower(rule.key)}'
    enabled: true
    severity: rule.severity
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    scopes: [
      workspaceId
    ]
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "${rule.metric}" | summarize Value = max(abs(Sum)) by bin(TimeGenerated, 1m), Of = tostring(Properties["${rule.dimension}"])'
          timeAggregation: rule.aggregation
          metricMeasureColumn: 'Value'
          dimensions: empty(rule.dimension) ? [] : [
            {
              name: 'Of'
              operator: 'Include'
              values: [
                '*'
              ]
            }
          ]
          operator: 'GreaterThan'
          threshold: limits[rule.key]
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    // The table is empty until the app has run for the first time.
    skipQueryValidation: true
    actions: {
      actionGroups: actionGroups
      customProperties: {
        key: rule.key
        runbook: '${runbook}#${toLower(rule.key)}'
      }
    }
  }
}]

// All the rules above look at figures. Without figures they are quiet: while storage is down, or the timer that measures does not run.
resource silence 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = {
  name: 'alert-silence'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'The fabric is not measured'
    description: 'No figure for a quarter of an hour: no other alert can fire. What to do: ${runbook}#silence'
    enabled: true
    severity: 1
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    scopes: [
      workspaceId
    ]
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "revenue.ingest.completeness"'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    skipQueryValidation: true
    actions: {
      actionGroups: actionGroups
      customProperties: {
        key: 'silence'
        runbook: '${runbook}#silence'
      }
    }
  }
}

// The platform counts these itself, also while the app is down.
resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-deadLetters'
  location: 'global'
  tags: tags
  properties: {
    description: 'A doorbell of a posting lane was given up. What to do: ${runbook}#deadletters'
    enabled: true
    severity: 2
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    scopes: [
      serviceBusNamespaceId
    ]
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'deadLetters'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                postingQueueName
              ]
            }
          ]
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: limits.deadLetters
        }
      ]
    }
    autoMitigate: true
    actions: [for id in actionGroups: {
      actionGroupId: id
    }]
  }
}

output actionGroupId string = people.id
