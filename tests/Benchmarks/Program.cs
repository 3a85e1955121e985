using RevenueFunctions.Benchmarks;
using RevenueFunctions.Benchmarks.Durable;
using RevenueFunctions.Benchmarks.Ingest;
using RevenueFunctions.Benchmarks.Overload;
using RevenueFunctions.Benchmarks.Rating;
using RevenueFunctions.Benchmarks.Tables;
using Spectre.Console;

IBenchmark[] benchmarks = [new HttpIngestBenchmark(), new DecodeBenchmark(), new RatingBenchmark(), new InvoiceBenchmark(), new IngestBenchmark(), new SagaBenchmark(), new CloseBenchmark(), new MemoryBenchmark(), new TablesBenchmark(), new OverloadBenchmark()];
var names = args.Where(arg => !arg.StartsWith('-')).ToHashSet(StringComparer.OrdinalIgnoreCase);
var unknown = names.Except(benchmarks.Select(benchmark => benchmark.Name), StringComparer.OrdinalIgnoreCase).ToList();
var full = args.Contains("--full");
if (unknown.Count > 0 || args.Any(arg => arg.StartsWith('-') && arg != "--full"))
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project tests/Benchmarks [-- [--full] {string.Join(' ', benchmarks.Select(benchmark => benchmark.Name))}]");
    return 2;
}

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 160;
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
}

var folder = Directory.CreateTempSubdirectory("revenue-functions-benchmarks-").FullName;
try
{
    var fsync = FsyncLatency.Measure(folder);
    var run = new BenchmarkRun(full, folder);
    var figures = new List<Figure>();
    foreach (var benchmark in benchmarks.Where(benchmark => names.Count == 0 || names.Contains(benchmark.Name)))
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{benchmark.Name}[/]");
        figures.AddRange(await benchmark.RunAsync(run, CancellationToken.None));
    }

    ReportTable.Print(figures, fsync);
    return figures.All(figure => figure.IsReached) ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
