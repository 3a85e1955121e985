using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>One delivery of a message: the message, and what its receiver may do with it and with its session.</summary>
public sealed record SessionDelivery(ServiceBusReceivedMessage Message, ServiceBusMessageActions MessageActions, ServiceBusSessionMessageActions SessionActions);
