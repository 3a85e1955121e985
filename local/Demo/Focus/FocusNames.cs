using System.Globalization;
using System.Text;

namespace RevenueFunctions.Local.Demo.Focus;

/// <summary>Makes ids from names: letters and digits stay, everything else becomes one hyphen; no two names get one id.</summary>
internal sealed class FocusNames
{
    private const int LongestSlug = 80;

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>An id that no name had before.</summary>
    public string IdOf(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var id = slug.ToString(0, Math.Min(slug.Length, LongestSlug)).Trim('-');
        id = id.Length == 0 ? "x" : id;
        for (var again = 2; !taken.Add(id); again++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{slug.ToString(0, Math.Min(slug.Length, LongestSlug)).Trim('-')}-{again}");
        }

        return id;
    }
}
