using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace RevenueFunctions.Tests.Infrastructure.Bicep;

/// <summary>Reads Bicep through tree-sitter's grammar, in one process of node for all tests; a text that was read once is not read again.</summary>
public static class BicepGrammar
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 2048 };
    private static readonly ConcurrentDictionary<(string Path, string Content), Lazy<SyntaxNode>> Trees = new();
    private static readonly Lock Turn = new();
    private static readonly Lazy<Process> Node = new(Start);

    /// <summary>Why a test that needs it cannot run here; null when it can.</summary>
    public static string? WhyNot { get; } = Missing();

    /// <summary>The tree of a file.</summary>
    public static SyntaxNode Read(string path, string content) =>
        Trees.GetOrAdd((path, content), static file => new(() => Parse(new BicepText(file.Path, file.Content)))).Value;

    private static SyntaxNode Parse(BicepText text)
    {
        string answer;
        lock (Turn)
        {
            Node.Value.StandardInput.WriteLine(JsonSerializer.Serialize(new { path = text.Path, text = text.Content }));
            Node.Value.StandardInput.Flush();
            answer = Node.Value.StandardOutput.ReadLine()
                ?? throw new InvalidOperationException($"tests/Infrastructure/parse.mjs ended over {text.Path}: {Node.Value.StandardError.ReadToEnd()}");
        }

        using var document = JsonDocument.Parse(answer, Deep);
        return Shape(text, document.RootElement);
    }

    private static SyntaxNode Shape(BicepText text, JsonElement node) => new(
        text,
        node[0].GetString()!,
        node[3].GetString()!,
        node[1].GetInt32(),
        node[2].GetInt32(),
        (SyntaxFlags)node[4].GetInt32(),
        [.. node[5].EnumerateArray().Select(child => Shape(text, child))]);

    // Its input ends with this process, and with its input it ends itself.
    private static Process Start() => Process.Start(new ProcessStartInfo("node", ["parse.mjs"])
    {
        WorkingDirectory = Repository.Path("tests", "Infrastructure"),
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    }) ?? throw new InvalidOperationException("node did not start.");

    private static string? Missing()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node"))))
        {
            return "node is not installed: Bicep cannot be read here.";
        }

        return File.Exists(Repository.Path("tests", "Infrastructure", "node_modules", ".installed"))
            ? null
            : "The grammar of Bicep is not installed: run tests/install-bicep-check.sh where npm reaches a registry.";
    }
}
