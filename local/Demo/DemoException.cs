namespace RevenueFunctions.Local.Demo;

/// <summary>The demo cannot go on; the message tells the person why and what to do.</summary>
internal sealed class DemoException(string message, Exception? inner = null) : Exception(message, inner);
