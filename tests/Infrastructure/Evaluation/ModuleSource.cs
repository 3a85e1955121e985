using RevenueFunctions.Tests.Infrastructure.Bicep;

namespace RevenueFunctions.Tests.Infrastructure.Evaluation;

/// <summary>A file of Bicep and a way to read what it loads beside it.</summary>
/// <param name="File">The file.</param>
/// <param name="Load">The text at a path of the repository; null when there is none.</param>
public sealed record ModuleSource(BicepFile File, Func<string, string?> Load);
