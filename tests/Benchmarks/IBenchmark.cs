namespace RevenueFunctions.Benchmarks;

/// <summary>Measures one thing, and its peer or limit in the same run.</summary>
internal interface IBenchmark
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken);
}
