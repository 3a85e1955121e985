namespace RevenueFunctions.Tests.Infrastructure.Rules.Access;

/// <summary>The roles we assign, and those we never do. Ids from Microsoft's list of built-in roles.</summary>
public static class AzureRoles
{
    public static readonly AzureRole BlobOwner = new("Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b");
    public static readonly AzureRole BlobContributor = new("Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe");
    public static readonly AzureRole QueueContributor = new("Storage Queue Data Contributor", "974c5e8b-45b9-4653-ba55-5f855dd0fb88");
    public static readonly AzureRole TableContributor = new("Storage Table Data Contributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3");
    public static readonly AzureRole HubReceiver = new("Azure Event Hubs Data Receiver", "a638d3c7-ab3a-418d-83e6-5f17a39d4fde");
    public static readonly AzureRole HubSender = new("Azure Event Hubs Data Sender", "2b629674-e913-4c01-ae53-ef4638d8f975");
    public static readonly AzureRole QueueReceiver = new("Azure Service Bus Data Receiver", "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0");
    public static readonly AzureRole QueueSender = new("Azure Service Bus Data Sender", "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39");
    public static readonly AzureRole MetricsPublisher = new("Monitoring Metrics Publisher", "3913510d-42f4-4e42-8a64-420c390055eb");
    public static readonly AzureRole DurableTask = new("Durable Task Data Contributor", "0ad04412-c4d5-4796-b79c-f76d14c8d402");

    private static readonly AzureRole[] All =
    [
        BlobOwner, BlobContributor, QueueContributor, TableContributor, HubReceiver, HubSender, QueueReceiver, QueueSender, MetricsPublisher, DurableTask,
        new("Durable Task Data Reader", "d6a5505f-6ebb-45a4-896e-ac8274cfc0ac"),
        new("Storage Blob Data Reader", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"),
        new("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "it may do everything, and give roles to others"),
        new("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c", "it may change and delete every resource"),
        new("User Access Administrator", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "it may give itself every role"),
        new("Role Based Access Control Administrator", "f58310d9-a9f6-439a-9e8d-f62e7b41a168", "it may give itself every role"),
        new("Storage Account Contributor", "17d1049b-9a84-46fb-8f53-869881c3d3ab", "it may read the account's keys"),
        new("Azure Event Hubs Data Owner", "f526a384-b230-433a-b45c-95f59c4a2dec", "it may send and receive everywhere; assign Data Sender or Data Receiver"),
        new("Azure Service Bus Data Owner", "090c5cfd-751d-490a-894a-3ce6f1109419", "it may send and receive everywhere; assign Data Sender or Data Receiver"),
    ];

    /// <summary>The role of an id, or of a definition's path that ends in it; null = unknown.</summary>
    public static AzureRole? Find(string definition) => All.FirstOrDefault(role => definition.TrimEnd('»').EndsWith(role.Id, StringComparison.OrdinalIgnoreCase));
}
