using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RevenueFunctions.Local.Capture;

/// <summary>
/// How far a replay came, as lines in a file beside the captures: one for each window that was sent, one for each file that is done. Only a saving: what is sent
/// twice is a duplicate.
/// </summary>
internal sealed class ReplayProgress : IDisposable
{
    private readonly Dictionary<string, long> done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> under = new(StringComparer.Ordinal);
    private readonly StreamWriter lines;

    private ReplayProgress(string path)
    {
        Path = path;
        if (File.Exists(path))
        {
            foreach (var line in File.ReadLines(path))
            {
                Read(line.Split('\t'));
            }
        }

        lines = new StreamWriter(path, append: true, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    /// <summary>Its file.</summary>
    public string Path { get; }

    /// <summary>Opens the progress of a replay of this folder to this hub and of this range; another hub or range has another.</summary>
    public static ReplayProgress Open(string folder, Uri hub, ReplayRange range)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(range);
        var what = string.Create(CultureInfo.InvariantCulture, $"{hub.AbsoluteUri.TrimEnd('/')}\n{range.From:O}\n{range.Until:O}");
        return new ReplayProgress(System.IO.Path.Combine(folder, $".replay-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..12]}"));
    }

    /// <summary>Whether a file was sent before, to its end. One that has grown since was not.</summary>
    public bool IsDone(CaptureFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return done.GetValueOrDefault(file.Name, -1) == file.Bytes;
    }

    /// <summary>Records of a file that were sent before.</summary>
    public long Sent(CaptureFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return under.GetValueOrDefault(file.Name);
    }

    /// <summary>Notes that the hub has the records of a file up to this one.</summary>
    public void At(CaptureFile file, long records)
    {
        ArgumentNullException.ThrowIfNull(file);
        lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at\t{records}\t{file.Name}"));
    }

    /// <summary>Notes that the hub has a file.</summary>
    public void Done(CaptureFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done\t{file.Bytes}\t{file.Name}"));
    }

    public void Dispose() => lines.Dispose();

    // A line that a crash cut off says nothing.
    private void Read(string[] parts)
    {
        if (parts is ["at" or "done", var number, var name] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            (parts[0] == "at" ? under : done)[name] = value;
        }
    }
}
