namespace RevenueFunctions.Tests.Acceptance;

/// <summary>The real clock, moved to another day: waits take as long as ever, and the day is what a test says.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private TimeSpan shift = start - System.GetUtcNow();

    /// <summary>Goes to another time, also back.</summary>
    public void GoTo(DateTimeOffset instant) => shift = instant - System.GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
