namespace RevenueFunctions.Posting;

/// <summary>
/// The hub or the queue behind a port (<see cref="IPostingDoorbell"/>, the usage hub, the outbound events) cannot be reached now. Whether it
/// took what was sent is not known, and need not be: receivers drop repeats. Tried again later, it works without anybody's doing.
/// </summary>
public sealed class MessagingUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
