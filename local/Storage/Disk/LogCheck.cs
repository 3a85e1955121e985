using System.Buffers.Binary;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// Proves the write-ahead log before SQLite sees it. SQLite drops everything from the first frame on that does not fit, in silence: right for
/// the torn end of a commit that nobody was told of, a loss of acknowledged commits for anything else.
/// </summary>
internal static class LogCheck
{
    /// <exception cref="LocalStoreRefusedException">The log is damaged, shorter than what was acknowledged, or another one.</exception>
    public static void Run(string path, LogEnd? mark)
    {
        var log = new FileInfo(path + "-wal");
        if (!log.Exists || log.Length <= LogFormat.HeaderBytes)
        {
            if (mark is { Bytes: > LogFormat.HeaderBytes })
            {
                throw Refused(path, "its write-ahead log is missing or empty, although the last commits were acknowledged from there.");
            }

            return;
        }

        using var file = new FileStream(log.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 20);
        var header = new byte[LogFormat.HeaderBytes];
        file.ReadExactly(header);
        if (LogFormat.Begin(header) is not { } begin)
        {
            throw Refused(path, "the header of its write-ahead log is damaged.");
        }

        var generation = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(16));
        if (mark is { } known && generation != known.Generation && (int)(generation - known.Generation) < 0)
        {
            throw Refused(path, "its write-ahead log is older than the last commits that were acknowledged.");
        }

        var end = Follow(path, file, header, begin);
        if (mark is { } last && generation == last.Generation && end < last.Bytes)
        {
            throw Refused(path, $"its write-ahead log is whole up to byte {end:N0}, and commits were acknowledged up to byte {last.Bytes:N0}.");
        }
    }

    /// <summary>Follows the frames; answers the byte after the last commit. What follows a frame that does not fit must be no later commit.</summary>
    private static long Follow(string path, FileStream file, byte[] header, (uint First, uint Second) sums)
    {
        var pageBytes = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(8));
        if (pageBytes is < 512 or > 65536)
        {
            throw Refused(path, "the header of its write-ahead log is damaged.");
        }

        var bigEndian = LogFormat.IsBigEndian(header);
        var frame = new byte[LogFormat.FrameHeaderBytes + pageBytes];
        var (end, isBroken, commitsAfter) = ((long)LogFormat.HeaderBytes, false, 0);
        while (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            var stored = LogFormat.Stored(frame.AsSpan(16));
            var ofThisLog = frame.AsSpan(8, 8).SequenceEqual(header.AsSpan(16, 8));
            var fits = ofThisLog && LogFormat.Sum(bigEndian, frame, frame.AsSpan(LogFormat.FrameHeaderBytes), sums) == stored;
            if (isBroken && fits && commitsAfter > 0)
            {
                throw Refused(path, $"a frame of its write-ahead log is damaged after byte {end:N0}, and commits follow it.");
            }

            if (!fits && isBroken && !ofThisLog)
            {
                // The rest is of a log before this one, in the same file.
                break;
            }

            var isCommit = BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0;
            isBroken |= !fits;

            // Counted along frames that fit each other only: a failed commit may have left its end behind that of another.
            commitsAfter = (fits ? commitsAfter : 0) + (isBroken && isCommit && ofThisLog ? 1 : 0);
            end = isCommit && !isBroken ? file.Position : end;

            // Behind a frame that does not fit, the next is held against the sums that this one claims: were they written by one hand?
            sums = stored;
        }

        return end;
    }

    private static LocalStoreRefusedException Refused(string path, string finding) => new(path, finding, SqliteFile.RestoreRemedy(path));
}
