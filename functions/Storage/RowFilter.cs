using System.Buffers;
using Azure.Data.Tables;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Functions.Storage;

/// <summary>Ranges of row keys as filters. Tables compare keys by their UTF-16 code units, as the port does.</summary>
internal static class RowFilter
{
    private const char Blank = ' ';

    // Characters that no key has, and the first one after each of their runs that a key may have.
    private static readonly (char First, char Last, char Next)[] Forbidden =
    [
        ('\u0000', '\u001F', Blank), ('#', '#', '$'), ('%', '%', '&'), ('/', '/', '0'), ('?', '?', '@'), ('\\', '\\', ']'),
        ('\u007F', '\u009F', '\u00A0'), ('\uD800', '\uDFFF', '\uE000'),
    ];

    private static readonly SearchValues<char> ForbiddenCharacters =
        SearchValues.Create([.. Forbidden.SelectMany(run => Enumerable.Range(run.First, run.Last - run.First + 1).Select(character => (char)character))]);

    public static string Of(string partition, string? from, string? before) => (Bound(from), Bound(before)) switch
    {
        (null, null) => TableClient.CreateQueryFilter($"PartitionKey eq {partition}"),
        ({ } first, null) => TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first}"),
        (null, { } end) => TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {end}"),
        ({ } first, { } end) => TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {end}"),
    };

    /// <summary>The first key after this one: no key has a character before the blank.</summary>
    public static string After(string row) => row + Blank;

    /// <summary>
    /// The same bound without characters that no key may have: the end of a prefix can be one, and half a surrogate pair cannot even be sent.
    /// From such a character on, the bound is as good as the next one that a key may have.
    /// </summary>
    internal static string? Bound(string? bound)
    {
        if (bound?.Length > TableLimits.KeyCharacters)
        {
            // Made up. What lies beyond the longest key decides nothing, and might not fit an address.
            bound = bound[..(TableLimits.KeyCharacters + 1)];
        }

        var at = bound.AsSpan().IndexOfAny(ForbiddenCharacters);
        if (bound is null || at < 0)
        {
            return bound;
        }

        var next = Forbidden.First(run => bound[at] >= run.First && bound[at] <= run.Last).Next;
        return bound[..at] + next;
    }
}
