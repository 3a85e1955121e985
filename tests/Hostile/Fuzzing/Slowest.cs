using System.Globalization;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile.Fuzzing;

/// <summary>Keeps the requests that took longest: what grows there is what an attacker would send.</summary>
internal sealed class Slowest
{
    private const int Kept = 5;
    private readonly SortedSet<(TimeSpan Elapsed, string What)> kept = [];
    private readonly Lock gate = new();

    /// <summary>The longest ones, for the report.</summary>
    public string Shown
    {
        get
        {
            lock (gate)
            {
                return string.Join("; ", kept.Reverse().Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Elapsed.TotalMilliseconds:F0} ms {one.What}")));
            }
        }
    }

    /// <summary>Looks at one.</summary>
    public void See(FuzzRequest request, WireAnswer? answer)
    {
        if (answer is null)
        {
            return;
        }

        lock (gate)
        {
            kept.Add((answer.Elapsed, $"{request.Valid.Operation} ({request.Describe()}) {answer.Status}"));
            if (kept.Count > Kept)
            {
                kept.Remove(kept.Min);
            }
        }
    }
}
