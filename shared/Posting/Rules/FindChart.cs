using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Posting;

/// <summary>Answers with the accounts that a legal entity's books may move: those of its own posting rules and of all their later versions.</summary>
public delegate ValueTask<ImmutableArray<ChartAccount>> FindChart(LegalEntity entity, CancellationToken cancellationToken);
