using System.Globalization;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Packs letters as producers' clients do: some alone, some as an array in one hub event, some hub events in one request.</summary>
internal sealed class Mailroom(Chance chance)
{
    private int packed;

    /// <summary>The producers with what they send, in the order in which it is due.</summary>
    public IReadOnlyList<Producer> Pack(IEnumerable<Letter> letters) =>
    [
        .. letters.GroupBy(letter => letter.Producer).OrderBy(of => of.Key).Select(of => new Producer(
            of.Key == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"gateway-{of.Key}"),
            [.. Batches([.. of.OrderBy(letter => letter.At)])])),
    ];

    private IEnumerable<ProducerBatch> Batches(List<Letter> letters)
    {
        for (var next = 0; next < letters.Count;)
        {
            var count = Math.Min(chance.Pick([1, 1, 2, 3, 4, 6]), letters.Count - next);

            // What happened hours apart is not sent in one request.
            count = letters.Skip(next).Take(count).TakeWhile(letter => letter.At - letters[next].At < TimeSpan.FromHours(1)).Count();
            yield return new ProducerBatch(letters[next + count - 1].At, [.. Events(letters.GetRange(next, count))]);
            next += count;
        }
    }

    private IEnumerable<SentEvent> Events(List<Letter> letters)
    {
        for (var next = 0; next < letters.Count;)
        {
            var count = letters.Skip(next).TakeWhile(letter => FitsWith(letters[next], letter)).Count();
            count = count < 2 || chance.Percent(40) ? 1 : chance.Between(1, count);
            yield return Event(letters.GetRange(next, count), isArray: !letters[next].TravelsAlone && letters[next].Shape != LetterShape.Binary && (count > 1 || chance.Percent(10)));
            next += count;
        }
    }

    private SentEvent Event(List<Letter> letters, bool isArray)
    {
        var body = isArray ? SentBytes.Array(letters.Select(SentBytes.Document)) : SentBytes.Document(letters[0]);
        var id = string.Create(CultureInfo.InvariantCulture, $"m{++packed}");
        return new SentEvent(
            new HubEvent(body, SentBytes.Properties(letters[0]), letters[0].Raw is null ? "application/json" : null) { MessageId = id },
            [.. letters.Select(letter => letter.Item)]);
    }

    // A named mapping reads the whole hub event, so only letters with the same properties share one.
    private static bool FitsWith(Letter first, Letter other) =>
        !first.TravelsAlone && !other.TravelsAlone && other.Shape != LetterShape.Binary && first.Shape != LetterShape.Binary
        && (SentBytes.Properties(first) is null) == (SentBytes.Properties(other) is null);
}
