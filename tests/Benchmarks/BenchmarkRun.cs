using Spectre.Console;

namespace RevenueFunctions.Benchmarks;

/// <summary>What a benchmark is given: how long it may take, where it may write, and somewhere to say what it does.</summary>
/// <param name="IsFull">The sizes of the promise; else smaller ones that end in two or three minutes together.</param>
/// <param name="Folder">A scratch folder on the disk that is measured; removed at the end.</param>
internal sealed record BenchmarkRun(bool IsFull, string Folder)
{
    /// <summary>A fresh path in the scratch folder.</summary>
    public string NewPath(string name) => Path.Combine(Folder, $"{name}-{Interlocked.Increment(ref paths)}.db");

    /// <summary>Says what goes on.</summary>
    public static void Say(string text) => AnsiConsole.MarkupLineInterpolated($"[grey]{text}[/]");

    private int paths;
}
