using RevenueFunctions.Local.Demo.Oracle;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>Makes facts: what happened, to whom, when. Every fact is a function of the seed and its number; its id begins with the run.</summary>
internal sealed class FactMaker(Traffic traffic, Random random, string run)
{
    private readonly FactFactory facts = new(random, run);

    /// <summary>A billable fact at about this share (0 to 1) of the account's period; a few are days out of order.</summary>
    public (UsageFact Fact, AccountProfile Account) Next(double progress)
    {
        while (true)
        {
            var account = traffic.Draw(random);
            var time = TimeIn(account.Period, random.Next(100) < 4 ? progress - (random.NextDouble() * 0.1) : progress);
            if (account.ContractAt(time) is { } contract)
            {
                var type = Traffic.DrawType(contract, random);
                return (facts.Make(type, account.Producer, account.Account.Aliases[random.Next(account.Account.Aliases.Length)], time), account);
            }
        }
    }

    /// <summary>A fact of one type for one account, under one alias, at about this share of its period.</summary>
    public UsageFact Of(AccountProfile account, string type, string alias, double progress) =>
        facts.Make(type, account.Producer, alias, TimeIn(account.Period, progress));

    private DateTimeOffset TimeIn(OraclePeriod period, double progress)
    {
        var length = (period.End - period.Start).TotalMilliseconds;
        var offset = (long)(Math.Clamp(progress, 0, 0.999_999) * length) + random.Next(1_000);
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(period.Start.ToUnixTimeMilliseconds() + offset, period.End.ToUnixTimeMilliseconds() - 1));
    }
}
