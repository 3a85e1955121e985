namespace RevenueFunctions.Sagas;

/// <summary>The events that are raised on sagas. They carry no data: what they tell of is stored first.</summary>
public static class SagaEvents
{
    /// <summary>A posting that the saga waits for was settled, or its lane stands still on it.</summary>
    public const string PostingSettled = "PostingSettled";

    /// <summary>A question of the saga was answered.</summary>
    public const string Resolved = "Resolved";
}
