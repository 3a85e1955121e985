using System.Globalization;

namespace RevenueFunctions.Local.Capture;

/// <summary>A captured file in a folder.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its path in the folder, with '/'.</param>
/// <param name="Partition">The part of the name in front of its time: namespace, hub and partition as Event Hubs names files.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record CaptureFile(string Path, string Name, string Partition, long Bytes)
{
    private const int TimeParts = 6;

    /// <summary>
    /// The files of a folder and of all folders below it, in the order of their times where their names tell them, and those of one partition always in order:
    /// which of two events with one identity came first decides which of them counts.
    /// </summary>
    /// <exception cref="CaptureFileException">There is none.</exception>
    public static IReadOnlyList<CaptureFile> In(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new CaptureFileException($"There is no folder {folder}: download what Capture wrote, for example with 'az storage blob download-batch'.");
        }

        var files = Directory.EnumerateFiles(folder, "*.avro", SearchOption.AllDirectories)
            .Select(path => Of(folder, path))
            .OrderBy(file => file.Time, StringComparer.Ordinal).ThenBy(file => file.Name, StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new CaptureFileException($"There are no files *.avro in {folder}.");
    }

    // {Year}/{Month}/{Day}/{Hour}/{Minute}/{Second}.avro, each with leading zeros; empty for names of another form.
    private string Time => Partition.Length == 0 ? string.Empty : Name[(Partition.Length + 1)..];

    private static CaptureFile Of(string folder, string path)
    {
        var name = System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/');
        var parts = name[..^".avro".Length].Split('/');
        var hasTime = parts.Length > TimeParts && parts[^TimeParts..].All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        return new CaptureFile(path, name, hasTime ? string.Join('/', parts[..^TimeParts]) : string.Empty, new FileInfo(path).Length);
    }
}
