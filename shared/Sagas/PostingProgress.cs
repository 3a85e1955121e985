using RevenueFunctions.Posting;

namespace RevenueFunctions.Sagas;

/// <summary>What a lane entry's state means for the saga that waits for it.</summary>
internal static class PostingProgress
{
    public static StepOutcome Of(LaneEntry entry) => entry.State switch
    {
        LaneEntryState.Posted => StepOutcome.Done(entry.Reference),
        LaneEntryState.SetAside => StepOutcome.NeedsPerson(
            "posting-set-aside", $"{entry.Entry.PostingKey} was set aside ({entry.Code}): {entry.Reason?.TrimEnd('.')}. Retry queues it again, skip goes on without it."),
        LaneEntryState.Rejected => StepOutcome.Waiting($"The lane of {entry.Entry.LegalEntityId} stands still on {entry.Entry.PostingKey}: {entry.Reason}"),
        _ => StepOutcome.Waiting($"{entry.Entry.PostingKey} is {entry.State} at place {entry.Sequence} of the lane of {entry.Entry.LegalEntityId}."),
    };
}
