namespace RevenueFunctions.Local.Capture;

/// <summary>A replay cannot go on; the message says why, and what is done so far.</summary>
internal sealed class ReplayException(string message, Exception? cause = null) : Exception(message, cause);
