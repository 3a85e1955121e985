using System.Globalization;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>The rows of a usage partition. The first letter tells the kinds apart, so that records lie together in order of time.</summary>
internal static class UsageRows
{
    public const string Table = "usage";

    /// <summary>The one row that guards all others: whoever writes the partition updates it in the same batch.</summary>
    public const string Fence = "f";

    private const long HourMs = 3_600_000;

    public static RowRange Records { get; } = RowRange.Prefix("r|");

    public static RowRange Rollups { get; } = RowRange.Prefix("a|");

    /// <summary>Roll-ups of late usage that is never billed: beside the others, so that no reader of usage meets them.</summary>
    public static RowRange WriteOffs { get; } = RowRange.Prefix("w|");

    public static long HourOf(long timeMs) => timeMs / HourMs;

    /// <summary>Time first: keys that rise are written many times faster than keys that scatter.</summary>
    public static string Record(long timeMs, UInt128 identity) => string.Create(50, (timeMs, identity), static (key, state) =>
    {
        "r|".CopyTo(key);
        state.timeMs.TryFormat(key[2..17], out _, "D15", CultureInfo.InvariantCulture);
        key[17] = '|';
        Hash128.Write(state.identity, key[18..]);
    });

    public static long TimeOf(string recordRow) => long.Parse(recordRow.AsSpan(2, 15), NumberStyles.None, CultureInfo.InvariantCulture);

    public static UInt128 IdentityOf(string recordRow) => UInt128.Parse(recordRow.AsSpan(18, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    public static RowRange RecordsOfHour(long hour) => new($"r|{TableKey.Number(hour * HourMs)}", $"r|{TableKey.Number((hour + 1) * HourMs)}");

    /// <summary>
    /// Hour first: a batch changes the roll-ups of many series but of few hours. Kept together they lie on one or two pages of the store;
    /// series first, each would dirty a page of its own, and writing those pages was most of the cost of ingest.
    /// </summary>
    public static string Rollup(MeterSeries series, long hour) => string.Create(CultureInfo.InvariantCulture, $"{(series.IsWrittenOff ? 'w' : 'a')}|{hour:D9}|{series.Id}");

    public static string SeriesOf(string rollupRow) => rollupRow.Substring(12, 32);

    public static string Unique(MeterSeries series, string text) =>
        $"u|{series.Id}|{Hash128.Text(Hash128.Of(System.Text.Encoding.UTF8.GetBytes(text)))}";

    /// <summary>Which value a counted value's row stands for, whatever its series.</summary>
    public static string ValueOf(string uniqueRow) => uniqueRow[35..];

    public static RowRange UniquesOf(string seriesId) => RowRange.Prefix($"u|{seriesId}|");

    public static string Sample(MeterSeries series, long timeMs, UInt128 identity) => $"g|{series.Id}|{TableKey.Number(timeMs)}|{Hash128.Text(identity)}";

    public static RowRange SamplesOf(string seriesId) => RowRange.Prefix($"g|{seriesId}|");
}
