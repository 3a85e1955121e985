namespace RevenueFunctions.Local.Admission;

/// <summary>
/// A bounded resource and who holds how much of it. A caller may hold as much as is left free: one alone gets half, two a third each, n
/// an n+1st each, so that there is always room for one who comes new. (The dynamic thresholds of switches that share one memory.) What
/// nobody uses is lent to whoever asks, and no table of callers needs to be configured.
/// </summary>
public sealed class FairShare
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> holders = new(StringComparer.Ordinal);
    private readonly DrainRate rate;
    private long held;
    private long peak;
    private long overShare;
    private long saturated;

    /// <summary>A resource of which nothing is held.</summary>
    /// <param name="limit">How much of it there is.</param>
    /// <param name="clock">Measures how fast it is given back.</param>
    public FairShare(long limit, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        (Limit, rate) = (limit, new DrainRate(clock));
    }

    /// <summary>How much there is.</summary>
    public long Limit { get; }

    /// <summary>Takes an amount for a caller, if it is within the caller's share. A resource that nobody uses serves any amount.</summary>
    public ShareOutcome TryTake(string caller, long amount) => TryTake(caller, amount, amount, 0);

    /// <summary>Takes an amount for a request that grows, if all that it will need is within the caller's share.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="amount">What is taken now.</param>
    /// <param name="need">What the request will take from now on, this amount included.</param>
    /// <param name="already">What the request took before. When nobody holds anything else, it gets what it needs.</param>
    public ShareOutcome TryTake(string caller, long amount, long need, long already)
    {
        lock (gate)
        {
            if (held > already && held + need > Limit)
            {
                saturated++;
                return ShareOutcome.Saturated;
            }

            if (held > already && holders.GetValueOrDefault(caller) + need > Limit - held)
            {
                overShare++;
                return ShareOutcome.OverShare;
            }

            Add(caller, amount);
            return ShareOutcome.Taken;
        }
    }

    /// <summary>Takes an amount whatever the limit says: for what was there before anybody counted.</summary>
    public void Take(string caller, long amount)
    {
        lock (gate)
        {
            Add(caller, amount);
        }
    }

    /// <summary>Gives back what was taken.</summary>
    public void Release(string caller, long amount)
    {
        if (amount == 0)
        {
            return;
        }

        lock (gate)
        {
            var rest = holders[caller] - amount;
            ArgumentOutOfRangeException.ThrowIfNegative(rest, nameof(amount));
            held -= amount;
            if (rest == 0)
            {
                holders.Remove(caller);
            }
            else
            {
                holders[caller] = rest;
            }

            rate.Drained(amount, held == 0);
        }
    }

    /// <summary>Seconds until the amount may be there for the caller, at the rate at which the resource was given back lately: 1 to <paramref name="longest"/>.</summary>
    public int RetryAfter(string caller, long amount, int longest)
    {
        lock (gate)
        {
            var mine = holders.GetValueOrDefault(caller);
            var missing = Math.Max(held + amount - Limit, mine + amount - (Limit - held));

            // What drains is a mixture of everybody's: each unit frees one for all, and the caller's part of it once more.
            var toDrain = missing / (1 + (held == 0 ? 0d : (double)mine / held));
            return rate.PerSecond switch
            {
                null => 1,
                <= 0 => longest,
                { } perSecond => (int)Math.Clamp(Math.Ceiling(toDrain / perSecond), 1, longest),
            };
        }
    }

    /// <summary>How it stands now.</summary>
    public ShareState Read()
    {
        lock (gate)
        {
            return new ShareState(
                Limit, held, peak, rate.PerSecond ?? 0, overShare, saturated, [.. holders.OrderByDescending(holder => holder.Value).Select(holder => new ShareHolder(holder.Key, holder.Value))]);
        }
    }

    private void Add(string caller, long amount)
    {
        if (amount == 0)
        {
            return;
        }

        rate.Begin();
        held += amount;
        peak = Math.Max(peak, held);
        holders[caller] = holders.GetValueOrDefault(caller) + amount;
    }
}
