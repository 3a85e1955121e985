using System.Collections.Immutable;
using System.Globalization;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>Gives facts their content: what an event of a type says. Ids are numbered and begin with the run.</summary>
/// <param name="random">Decides the content.</param>
/// <param name="run">Begins every id.</param>
/// <param name="users">How many users open sessions.</param>
internal sealed class FactFactory(Random random, string run, int users = 400)
{
    private static readonly string[] Regions = ["us-east", "us-west", "eu-central", "eu-west", "ap-northeast"];
    private static readonly string[] Models = ["small", "large", "reasoning"];
    private static readonly string[] Pops = ["iad", "sfo", "fra", "ams", "nrt"];

    private long number;

    /// <summary>A fact of one type under one alias, reported by a producer.</summary>
    public UsageFact Make(string type, int producer, string alias, DateTimeOffset time)
    {
        var n = number++;
        var id = string.Create(CultureInfo.InvariantCulture, $"{run}-{n:x8}");
        return type switch
        {
            "acme.network.egress" => Egress(n, alias, time),
            "acme.compute.load" => Load(producer, n, alias, time),
            _ => new UsageFact(type, $"gateway/{producer}", id, alias, time, Data(type)),
        };
    }

    /// <summary>The same identity and time, another content: what a producer that changes its mind sends.</summary>
    public static UsageFact Contradict(UsageFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var changed = fact.Data.Select(field => field.Text is null ? field with { Number = field.Number + 1m } : field);
        return fact with { Data = [.. changed] };
    }

    private UsageFact Egress(long n, string alias, DateTimeOffset time)
    {
        var pop = Pops[random.Next(Pops.Length)];
        var bytes = (long)Math.Pow(10, 5 + (random.NextDouble() * 5));
        return new UsageFact(
            "acme.network.egress", $"cdn/{pop}", string.Create(CultureInfo.InvariantCulture, $"{run}-cdn-{n:x8}"), alias, time,
            [new FactField("gigabytes", bytes / 1_000_000_000m), new FactField("region", 0m, pop)]);
    }

    private UsageFact Load(int producer, long n, string alias, DateTimeOffset time)
    {
        // The old agent reports whole seconds.
        var second = DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
        return new UsageFact(
            "acme.compute.load", "legacy-metering", string.Create(CultureInfo.InvariantCulture, $"vm-{producer}/{run}-{n}"), alias, second,
            [new FactField("vcpus", random.Next(2_000, 64_000) / 1000m)]);
    }

    private ImmutableArray<FactField> Data(string type) => type switch
    {
        "acme.api.request" => [new("region", 0m, Regions[random.Next(Regions.Length)]), new("status", random.Next(100) < 97 ? 200 : 429)],
        "acme.llm.completion" =>
            [new("model", 0m, Models[random.Next(Models.Length)]), new("tokens.input", random.Next(50, 8_000)), new("tokens.output", random.Next(10, 4_000))],
        "acme.app.session" => [new("user", 0m, string.Create(CultureInfo.InvariantCulture, $"user-{random.Next(users)}"))],
        "acme.realtime.connections" => [new("connections", random.Next(1, 900))],
        "acme.storage.size" => [new("gigabytes", random.Next(1, 2_000_000) / 1000m)],
        "acme.workspace.seats" => [new("seats", random.Next(3, 120))],
        _ => throw new InvalidOperationException($"No data is known for events of type {type}."),
    };
}
