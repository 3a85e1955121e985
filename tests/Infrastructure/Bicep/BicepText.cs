namespace RevenueFunctions.Tests.Infrastructure.Bicep;

/// <summary>A file's content, with its lines.</summary>
public sealed class BicepText
{
    private readonly int[] lineStarts;

    /// <summary>Of a path relative to the repository.</summary>
    public BicepText(string path, string content)
    {
        Path = path;
        Content = content;
        lineStarts = [0, .. Enumerable.Range(0, content.Length).Where(index => content[index] == '\n').Select(index => index + 1)];
    }

    /// <summary>Relative to the repository.</summary>
    public string Path { get; }

    /// <summary>As it is.</summary>
    public string Content { get; }

    /// <summary>The line of a position, from 1.</summary>
    public int LineOf(int position)
    {
        var found = Array.BinarySearch(lineStarts, position);
        return found >= 0 ? found + 1 : ~found;
    }
}
