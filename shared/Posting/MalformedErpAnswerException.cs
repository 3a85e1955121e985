namespace RevenueFunctions.Posting;

/// <summary>
/// The ERP answered with something that is no answer to what was asked: whether it did what it was asked is unknown, and its text is not to
/// be believed in anything else.
/// </summary>
public sealed class MalformedErpAnswerException(string what) : Exception($"The ERP's answer makes no sense: {what}");
