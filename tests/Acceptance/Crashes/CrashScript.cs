using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance.Crashes;

/// <summary>
/// All that is wanted of the host, drawn from a seed: usage of several accounts, some of it under names that nobody knows yet, the names,
/// the replays of what they kept out, and the closing of periods.
/// </summary>
internal sealed class CrashScript
{
    public const string LegalEntity = "de01";
    private const int Accounts = 8;
    private const int Months = 9;
    private const int EventsInABatch = 10;
    private const int Names = 8;

    private readonly ConcurrentQueue<CrashRequest> usage = new();
    private readonly ConcurrentQueue<CrashRequest> commands = new();
    private readonly Random random;

    public CrashScript(int seed, int batches)
    {
        random = new Random(seed);
        for (var batch = 0; batch < batches; batch++)
        {
            usage.Enqueue(new CrashRequest(CrashRequestKind.Usage, "/usage/cloudevents", $"[{string.Join(',', Events(batch))}]", string.Create(CultureInfo.InvariantCulture, $"batch {batch}")));
        }

        var wanted = Closes.Select(close => new CrashRequest(
                CrashRequestKind.Close, $"/api/v1/accounts/{close.Account}/periods/{close.Period}/close", """{"force":true}""", close.Saga))
            .Concat(Enumerable.Range(0, Names).Select(name => new CrashRequest(
                CrashRequestKind.Alias, $"/api/v1/accounts/{AccountOf(name)}/aliases", $$"""{"alias":"{{NameOf(name)}}"}""", NameOf(name))))
            .ToList();
        random.Shuffle(CollectionsMarshal.AsSpan(wanted));
        wanted.ForEach(commands.Enqueue);
    }

    /// <summary>The ids of all events sent.</summary>
    public SortedSet<string> EventIds { get; } = new(StringComparer.Ordinal);

    /// <summary>The periods that are closed.</summary>
    public IReadOnlyList<(string Account, string Period, string Saga)> Closes { get; } =
    [
        .. from month in Enumerable.Range(1, Months - 1)
           from account in Enumerable.Range(0, Accounts)
           let period = string.Create(CultureInfo.InvariantCulture, $"2026{month:D2}01")
           select ($"a{account}", period, $"invoice:a{account}:{period}"),
    ];

    /// <summary>Every period that may hold usage: late usage of a closed one goes to the next that is open.</summary>
    public static IEnumerable<(string Account, string Period)> Periods =>
        from account in Enumerable.Range(0, Accounts)
        from month in Enumerable.Range(1, 12)
        select ($"a{account}", string.Create(CultureInfo.InvariantCulture, $"2026{month:D2}01"));

    /// <summary>The names that are given to accounts after usage came under them.</summary>
    public static IEnumerable<(string Name, string Account)> Aliases => Enumerable.Range(0, Names).Select(name => (NameOf(name), AccountOf(name)));

    public bool IsDone => usage.IsEmpty && commands.IsEmpty;

    /// <summary>The next thing that is wanted; commands first for a host that is to be killed while it carries one out.</summary>
    public CrashRequest? Next(bool commandFirst)
    {
        var first = commandFirst || usage.IsEmpty ? commands : usage;
        return first.TryDequeue(out var request) || usage.TryDequeue(out request) || commands.TryDequeue(out request) ? request : null;
    }

    /// <summary>Nobody answered, or asked to come again.</summary>
    public void Return(CrashRequest request) => (request.Kind == CrashRequestKind.Usage ? usage : commands).Enqueue(request);

    /// <summary>A name is known now: what it kept out can come in.</summary>
    public void WantReplay(string name) => commands.Enqueue(new CrashRequest(CrashRequestKind.Replay, $"/api/v1/quarantine/unmapped-customer~{name}/replay", null, name));

    public static string Catalog()
    {
        var catalog = JsonNode.Parse(SmallCatalog.Json)!.AsObject();
        catalog["accounts"] = new JsonArray([.. Enumerable.Range(0, Accounts).Select(number => JsonNode.Parse(string.Create(
            CultureInfo.InvariantCulture, $$"""{"id":"a{{number}}","name":"A","legalEntityId":"de01","timeZone":"Etc/UTC","jurisdiction":"DE"}""")))]);
        catalog["subscriptions"] = new JsonArray([.. Enumerable.Range(0, Accounts).Select(number => JsonNode.Parse(string.Create(
            CultureInfo.InvariantCulture, $$"""{"id":"s{{number}}","accountId":"a{{number}}","planKey":"scale","planVersion":1,"from":"2026-01-01T00:00:00Z"}""")))]);
        return catalog.ToJsonString();
    }

    /// <summary>What the plan of the small catalog asks for so much usage, before taxes: computed here once more, by hand.</summary>
    public static decimal Price(int events) => 49.00m + (Math.Min(events, 2) * 0.50m) + (Math.Max(events - 2, 0) * 0.25m);

    private IEnumerable<string> Events(int batch)
    {
        for (var number = 0; number < EventsInABatch; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{batch}-{number}");
            EventIds.Add(id);
            var subject = random.Next(20) == 0 ? NameOf(random.Next(Names)) : string.Create(CultureInfo.InvariantCulture, $"a{random.Next(Accounts)}");
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"specversion":"1.0","id":"{{id}}","source":"test","type":"acme.request","subject":"{{subject}}","time":"2026-0{{random.Next(1, Months + 1)}}-15T12:00:00Z","data":{"region":"eu"} }""");
        }
    }

    private static string NameOf(int name) => string.Create(CultureInfo.InvariantCulture, $"name{name}");

    private static string AccountOf(int name) => string.Create(CultureInfo.InvariantCulture, $"a{name % Accounts}");
}
