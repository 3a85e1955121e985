namespace RevenueFunctions.Rating;

/// <summary>Why something could not be priced.</summary>
/// <param name="Code">The reason.</param>
/// <param name="SubscriptionId">The contract it concerns.</param>
/// <param name="Message">What is wrong, with the values concerned.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record RatingIssue(RatingIssueCode Code, string SubscriptionId, string Message, string Remedy);
