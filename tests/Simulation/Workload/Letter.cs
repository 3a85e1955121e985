namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>One usage event on its way to a producer's client, which decides what travels together.</summary>
/// <param name="At">Not sent before.</param>
/// <param name="Producer">Who sends it.</param>
/// <param name="Item">What it is.</param>
/// <param name="Shape">The form in which it travels.</param>
/// <param name="Raw">Its bytes, where they do not follow from the item.</param>
/// <param name="TravelsAlone">True when it cannot be an element of an array.</param>
internal sealed record Letter(DateTimeOffset At, int Producer, SentItem Item, LetterShape Shape = LetterShape.Structured, byte[]? Raw = null, bool TravelsAlone = false);
