using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Local.Demo.Oracle;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>Makes facts: what happened, to whom, when. Every fact is a function of the seed and its number; its id begins with the run.</summary>
internal sealed class FactMaker(Traffic traffic, Random random, string run)
{
    private static readonly string[] Regions = ["us-east", "us-west", "eu-central", "eu-west", "ap-northeast"];
    private static readonly string[] Models = ["small", "large", "reasoning"];
    private static readonly string[] Pops = ["iad", "sfo", "fra", "ams", "nrt"];

    private long number;

    /// <summary>A billable fact at about this share (0 to 1) of the account's period; a few are days out of order.</summary>
    public (UsageFact Fact, AccountProfile Account) Next(double progress)
    {
        while (true)
        {
            var account = traffic.Draw(random);
            var time = TimeIn(account.Period, random.Next(100) < 4 ? progress - (random.NextDouble() * 0.1) : progress);
            if (account.ContractAt(time) is { } contract)
            {
                return (Make(account, Traffic.DrawType(contract, random), time, account.Account.Aliases[random.Next(account.Account.Aliases.Length)]), account);
            }
        }
    }

    /// <summary>A fact of one type for one account, under one alias, at about this share of its period.</summary>
    public UsageFact Of(AccountProfile account, string type, string alias, double progress) => Make(account, type, TimeIn(account.Period, progress), alias);

    /// <summary>The same identity and time, another content: what a producer that changes its mind sends.</summary>
    public static UsageFact Contradict(UsageFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var changed = fact.Data.Select(field => field.Text is null ? field with { Number = field.Number + 1m } : field);
        return fact with { Data = [.. changed] };
    }

    private DateTimeOffset TimeIn(OraclePeriod period, double progress)
    {
        var length = (period.End - period.Start).TotalMilliseconds;
        var offset = (long)(Math.Clamp(progress, 0, 0.999_999) * length) + random.Next(1_000);
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(period.Start.ToUnixTimeMilliseconds() + offset, period.End.ToUnixTimeMilliseconds() - 1));
    }

    private UsageFact Make(AccountProfile account, string type, DateTimeOffset time, string alias)
    {
        var n = number++;
        var id = string.Create(CultureInfo.InvariantCulture, $"{run}-{n:x8}");
        return type switch
        {
            "acme.network.egress" => Egress(n, alias, time),
            "acme.compute.load" => Load(account, n, alias, time),
            _ => new UsageFact(type, $"gateway/{account.Producer}", id, alias, time, Data(type)),
        };
    }

    private UsageFact Egress(long n, string alias, DateTimeOffset time)
    {
        var pop = Pops[random.Next(Pops.Length)];
        var bytes = (long)Math.Pow(10, 5 + (random.NextDouble() * 5));
        return new UsageFact(
            "acme.network.egress", $"cdn/{pop}", string.Create(CultureInfo.InvariantCulture, $"{run}-cdn-{n:x8}"), alias, time,
            [new FactField("gigabytes", bytes / 1_000_000_000m), new FactField("region", 0m, pop)]);
    }

    private UsageFact Load(AccountProfile account, long n, string alias, DateTimeOffset time)
    {
        // The old agent reports whole seconds.
        var second = DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
        return new UsageFact(
            "acme.compute.load", "legacy-metering", string.Create(CultureInfo.InvariantCulture, $"vm-{account.Producer}/{run}-{n}"), alias, second,
            [new FactField("vcpus", random.Next(2_000, 64_000) / 1000m)]);
    }

    private ImmutableArray<FactField> Data(string type) => type switch
    {
        "acme.api.request" => [new("region", 0m, Regions[random.Next(Regions.Length)]), new("status", random.Next(100) < 97 ? 200 : 429)],
        "acme.llm.completion" =>
            [new("model", 0m, Models[random.Next(Models.Length)]), new("tokens.input", random.Next(50, 8_000)), new("tokens.output", random.Next(10, 4_000))],
        "acme.app.session" => [new("user", 0m, string.Create(CultureInfo.InvariantCulture, $"user-{random.Next(400)}"))],
        "acme.realtime.connections" => [new("connections", random.Next(1, 900))],
        "acme.storage.size" => [new("gigabytes", random.Next(1, 2_000_000) / 1000m)],
        "acme.workspace.seats" => [new("seats", random.Next(3, 120))],
        _ => throw new InvalidOperationException($"No data is known for events of type {type}."),
    };
}
