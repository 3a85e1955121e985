namespace RevenueFunctions.Local.Hosting;

/// <summary>A command was called with something it does not take; the message says what.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
