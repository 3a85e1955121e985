namespace RevenueFunctions.Local.Storage;

/// <summary>The settings of a <see cref="SqliteStore"/>. The defaults fit a laptop: under 70 MB for the caches together.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>Path of the database file; its folder must exist.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes of page cache of the one writing connection. Default: 32 MiB.</summary>
    public int WriterCacheBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Bytes of page cache of each reading connection. Default: 4 MiB.</summary>
    public int ReaderCacheBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Reading connections kept open between reads. Default: 8.</summary>
    public int IdleReaders { get; init; } = 8;

    /// <summary>Commits that may wait for the writer before callers are held back. Default: 1,024.</summary>
    public int WaitingCommits { get; init; } = 1024;

    /// <summary>Changes after which a group is closed although more commits wait, so that latency stays bounded. Default: 20,000.</summary>
    public int GroupChanges { get; init; } = 20_000;

    /// <summary>Bytes after which a group is closed. Default: 16 MiB.</summary>
    public int GroupBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Pages written to the write-ahead log after which it is copied into the database file. Default: 16,384 (128 MiB).</summary>
    public int CheckpointPages { get; init; } = 16_384;

    /// <summary>Bytes of a page of a new file. Default: 8,192.</summary>
    public int PageBytes { get; init; } = 8192;

    /// <summary>A file up to this size is checked page by page when it is opened (PRAGMA quick_check). Default: 64 MiB.</summary>
    public long CheckedFileBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Bytes the file may grow to; writes beyond are refused as on a full disk. Default: 0, no limit but the disk's.</summary>
    public long MaximumFileBytes { get; init; }

    /// <summary>Time for the fsync statistics. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
