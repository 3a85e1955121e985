namespace RevenueFunctions.Tests.Infrastructure.Checks;

/// <summary>A file's text, and whether it may be run.</summary>
public sealed record ProjectFile(string Text, bool IsExecutable);
