namespace RevenueFunctions.Catalog;

/// <summary>What became of something that somebody did with a draft.</summary>
public abstract record DraftOutcome
{
    private DraftOutcome()
    {
    }

    /// <summary>It is done.</summary>
    public sealed record Done(ConfigurationDraft Draft, bool IsNew = false) : DraftOutcome;

    /// <summary>There is no such draft.</summary>
    public sealed record Missing : DraftOutcome;

    /// <summary>It has changed since the caller read it.</summary>
    public sealed record Changed : DraftOutcome;

    /// <summary>The caller is the wrong person.</summary>
    public sealed record WrongPerson(string Why) : DraftOutcome;

    /// <summary>Its state does not allow it.</summary>
    public sealed record WrongState(string Code, string Why) : DraftOutcome;

    /// <summary>The catalog does not take its document.</summary>
    public sealed record Refused(CatalogOutcome Outcome) : DraftOutcome;
}
