namespace RevenueFunctions.Posting;

/// <summary>What became of an entry that was to be recorded.</summary>
public abstract record StandingOutcome
{
    private StandingOutcome()
    {
    }

    /// <summary>It is recorded and has a place in its lane, now or since before.</summary>
    public sealed record Queued(StandingPosting Posting) : StandingOutcome;

    /// <summary>Another content stands under the posting key: nothing was changed, and a person is told.</summary>
    public sealed record Conflicting(StandingPosting Posting) : StandingOutcome;
}
