using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>A subscription and the event types that its plan charges for.</summary>
internal sealed record ContractProfile(Subscription Subscription, ImmutableArray<string> EventTypes);
