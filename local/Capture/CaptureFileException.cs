namespace RevenueFunctions.Local.Capture;

/// <summary>A file is not as Event Hubs Capture writes it; the message names it, the place in it and what is wrong.</summary>
internal sealed class CaptureFileException(string message, Exception? cause = null) : Exception(message, cause);
