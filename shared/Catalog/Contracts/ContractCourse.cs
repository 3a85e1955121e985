using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>Walks along a contract: applies amendments in the order in which they take effect and cuts a segment at each change.</summary>
internal sealed class ContractCourse
{
    private readonly ImmutableArray<ContractSegment>.Builder segments = ImmutableArray.CreateBuilder<ContractSegment>();
    private readonly ImmutableArray<ContractContradiction>.Builder contradictions = ImmutableArray.CreateBuilder<ContractContradiction>();
    private (string Key, int Version) plan;
    private ImmutableSortedDictionary<string, decimal> quantities;
    private DateTimeOffset? trialUntil;
    private DateTimeOffset? end;
    private DateTimeOffset at;
    private bool isPaused;

    public ContractCourse(Subscription subscription)
    {
        (at, end) = (subscription.From, subscription.To);
        plan = (subscription.PlanKey, subscription.PlanVersion);
        quantities = subscription.Quantities ?? ImmutableSortedDictionary<string, decimal>.Empty;
        trialUntil = subscription.TrialUntil;
    }

    public ImmutableArray<ContractContradiction> Contradictions => contradictions.ToImmutable();

    public void Apply(Amendment amendment)
    {
        if (amendment.EffectiveAt >= end)
        {
            Contradict(false, amendment, ContractTimeline.AfterItsEnd, $"The contract has ended at {end:O}.", "Send an instant before its end, or add another subscription.");
            return;
        }

        Advance(amendment.EffectiveAt);
        switch (amendment.Kind)
        {
            case AmendmentKind.Quantity:
                quantities = quantities.SetItem(amendment.RateCard ?? string.Empty, amendment.Quantity ?? 1m);
                break;
            case AmendmentKind.Plan:
                plan = (amendment.PlanKey ?? plan.Key, amendment.PlanVersion ?? plan.Version);
                quantities = quantities.SetItems(amendment.Quantities ?? ImmutableSortedDictionary<string, decimal>.Empty);
                break;
            case AmendmentKind.Cancel:
                end = amendment.EffectiveAt;
                break;
            case AmendmentKind.Pause:
                Contradict(!isPaused, amendment, "already-paused", "The contract is paused then.", "Resume it first, or leave this out.");
                isPaused = true;
                break;
            case AmendmentKind.Resume:
                Contradict(isPaused, amendment, "not-paused", "The contract is not paused then.", "Pause it first, or leave this out.");
                isPaused = false;
                break;
            case AmendmentKind.Trial:
                trialUntil = amendment.TrialUntil;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(amendment), amendment.Kind, "Unknown kind of amendment.");
        }
    }

    /// <summary>The segments up to the last one, which is open.</summary>
    public ImmutableArray<ContractSegment> Finish()
    {
        if (end is { } over)
        {
            Advance(over);
            segments.Add(new ContractSegment(at, null, plan.Key, plan.Version, quantities, ContractState.Ended));
        }
        else
        {
            CutTrial(null);
            segments.Add(Segment(null));
        }

        return segments.ToImmutable();
    }

    private void Advance(DateTimeOffset to)
    {
        CutTrial(to);
        if (to > at)
        {
            segments.Add(Segment(to));
            at = to;
        }
    }

    // A trial ends by itself, between amendments; while the contract is paused its end changes nothing.
    private void CutTrial(DateTimeOffset? before)
    {
        if (!isPaused && trialUntil is { } until && until > at && (before is null || until < before))
        {
            segments.Add(Segment(until));
            at = until;
        }
    }

    private ContractSegment Segment(DateTimeOffset? to) => new(
        at, to, plan.Key, plan.Version, quantities,
        isPaused ? ContractState.Paused : at < trialUntil ? ContractState.Trial : ContractState.Active);

    private void Contradict(bool isSound, Amendment amendment, string code, string message, string remedy)
    {
        if (!isSound)
        {
            contradictions.Add(new ContractContradiction(amendment, code, message, remedy));
        }
    }
}
