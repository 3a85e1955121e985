using System.Collections.Concurrent;

namespace RevenueFunctions.Tests.Acceptance.Crashes;

/// <summary>What hosts answered before they were killed: all of it has to be there in the end.</summary>
internal sealed class Acknowledgements
{
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>Cases that somebody resolved.</summary>
    public ConcurrentBag<string> Cases { get; } = [];

    /// <summary>Places of the lane that an operator set aside.</summary>
    public ConcurrentBag<long> SetAside { get; } = [];

    /// <summary>Counts an answer.</summary>
    public void Add(string what) => counts.AddOrUpdate(what, 1, static (_, count) => count + 1);

    public override string ToString() => string.Join(", ", counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}"));
}
