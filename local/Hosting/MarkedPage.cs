namespace RevenueFunctions.Local.Hosting;

/// <summary>
/// A page of docs/ with a part that a command writes, between two comments. The page says what the program does only as long as nobody edits that part:
/// a test compares the two.
/// </summary>
internal sealed class MarkedPage(string name)
{
    private readonly string begin = $"<!-- {name}: written by a command, do not edit -->";
    private readonly string end = $"<!-- {name}: end -->";

    /// <summary>The page with the part as it is now.</summary>
    /// <exception cref="InvalidDataException">The page has no marks.</exception>
    public string With(string page, string part)
    {
        ArgumentNullException.ThrowIfNull(page);
        var (from, to) = (page.IndexOf(begin, StringComparison.Ordinal), page.IndexOf(end, StringComparison.Ordinal));
        return from >= 0 && to > from
            ? $"{page[..from]}{begin}\n\n{part}{page[to..]}"
            : throw new InvalidDataException($"The page needs a line '{begin}' and behind it a line '{end}'.");
    }

    /// <summary>A row of a table.</summary>
    public static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";
}
