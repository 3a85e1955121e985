using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Mistakes;

/// <summary>A mistake that somebody could make, and what must be said of it.</summary>
/// <param name="Rule">The rule that must find it.</param>
/// <param name="Title">What was done wrong.</param>
/// <param name="File">The file that the finding names.</param>
/// <param name="Says">A part of the message: the thing that is wrong.</param>
/// <param name="Plant">Puts it into what is deployed.</param>
public sealed record Mistake(Type Rule, string Title, string File, string Says, Func<Deployment, Deployment> Plant)
{
    /// <summary>In a rule's words.</summary>
    public static Mistake Of<TRule>(string title, string file, string says, Func<Deployment, Deployment> plant)
        where TRule : Rule => new(typeof(TRule), title, file, says, plant);

    /// <summary>A text of a file replaced by another one.</summary>
    public static Func<Deployment, Deployment> Replace(string path, string text, string with) => deployment =>
    {
        var content = deployment.Files.Text(path);
        var at = content.IndexOf(text, StringComparison.Ordinal);
        return at < 0
            ? throw new InvalidOperationException($"The mistake cannot be planted: {path} no longer holds '{text}'. Plant it where the file now says this.")
            : deployment.With(path, $"{content[..at]}{with}{content[(at + text.Length)..]}");
    };

    /// <summary>Lines added at a file's end.</summary>
    public static Func<Deployment, Deployment> Append(string path, string lines) => deployment => deployment.With(path, $"{deployment.Files.Text(path)}\n{lines}\n");

    /// <inheritdoc/>
    public override string ToString() => $"{Rule.Name}: {Title}";
}
