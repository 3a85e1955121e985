using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// A thin layer between SQLite and the operating system's files (a SQLite VFS): each page of the database file is written with a checksum and
/// checked when it is read, and each frame of the log is held against the checksum that SQLite wrote with it. SQLite itself checks the log
/// only when it recovers and the file never: a flipped bit would be served, and billed.
/// </summary>
internal static unsafe partial class CheckedDisk
{
    /// <summary>The name under which connections ask for it.</summary>
    public const string Name = "fabric-checked";

    private const string Library = "e_sqlite3";
    private const int Ok = 0;
    private const int ShortRead = raw.SQLITE_IOERR | (2 << 8);
    private const int ReserveBytesControl = 38;
    private const int OpenMainDatabase = 0x100;
    private const int OpenLog = 0x80000;

    private static readonly Lazy<bool> Registered = new(Register);
    private static Vfs* system;
    private static Methods* methods;

    /// <summary>Makes the layer known to SQLite, once in a process.</summary>
    public static void Use() => _ = Registered.Value;

    /// <summary>Keeps the last bytes of each page of a file that is not made yet free for the checksum.</summary>
    public static void ReserveSum(sqlite3 database)
    {
        var bytes = PageSum.Bytes;
        fixed (byte* main = "main\0"u8)
        {
            SqliteFailure.ThrowUnlessOk(FileControl(database.DangerousGetHandle(), main, ReserveBytesControl, &bytes), database);
        }
    }

    private static bool Register()
    {
        system = (Vfs*)FindVfs(null);
        methods = (Methods*)NativeMemory.AllocZeroed((nuint)sizeof(Methods));
        *methods = new Methods
        {
            // Version 2: without memory-mapped pages, which nobody could check.
            Version = 2,
            Close = &Close, Read = &Read, Write = &Write, Truncate = &Truncate, Sync = &Sync, FileSize = &FileSize, Lock = &Lock, Unlock = &Unlock,
            CheckReservedLock = &CheckReservedLock, FileControl = &Control, SectorSize = &SectorSize, DeviceCharacteristics = &DeviceCharacteristics,
            ShmMap = &ShmMap, ShmLock = &ShmLock, ShmBarrier = &ShmBarrier, ShmUnmap = &ShmUnmap,
        };

        // A copy of the system's own, with another way to open files: all else (delete, exists, random numbers, time) is the system's.
        var vfs = (Vfs*)NativeMemory.Alloc((nuint)sizeof(Vfs));
        *vfs = *system;
        vfs->Next = null;
        vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        vfs->FileBytes = sizeof(OpenFile) + system->FileBytes;
        vfs->Open = &Open;
        return RegisterVfs(vfs, 0) == Ok ? true : throw new InvalidOperationException("SQLite refused the checked disk.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Vfs* vfs, byte* name, OpenFile* file, int flags, int* outFlags)
    {
        var code = system->Open(system, name, Below(file), flags, outFlags);
        *file = default;
        if (Below(file)->Methods != null)
        {
            file->Methods = methods;
            file->State = (flags & (OpenMainDatabase | OpenLog)) == 0 ? IntPtr.Zero : GCHandle.ToIntPtr(GCHandle.Alloc(new DiskFile((flags & OpenLog) != 0)));
        }

        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(OpenFile* file)
    {
        var code = Below(file)->Methods->Close(Below(file));
        if (file->State != IntPtr.Zero)
        {
            GCHandle.FromIntPtr(file->State).Free();
            file->State = IntPtr.Zero;
        }

        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(OpenFile* file, byte* buffer, int count, long offset)
    {
        var code = Below(file)->Methods->Read(Below(file), buffer, count, offset);
        if (StateOf(file) is not { } state)
        {
            return code;
        }

        var bytes = new ReadOnlySpan<byte>(buffer, count);
        if (state.IsLog)
        {
            return code == Ok && IsPage(count) && offset < state.PendingFrom && !IsFrame(file, state, bytes, offset) ? SqliteFailure.IoErrorData : code;
        }

        if (code == Ok && offset == 0 && count >= 100)
        {
            state.LearnHeader(bytes);
        }

        if (count != state.PageBytes || offset % count != 0)
        {
            return code;
        }

        // A page that the file ends before was cut off: what is not in the file yet is in the log, and never read from here.
        return (code == ShortRead && offset > 0) || (code == Ok && !PageSum.Matches(bytes, offset)) ? SqliteFailure.IoErrorData : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(OpenFile* file, byte* buffer, int count, long offset)
    {
        if (StateOf(file) is { } state)
        {
            var bytes = new Span<byte>(buffer, count);
            if (state.IsLog)
            {
                state.NoteLogWrite(bytes, offset);
            }
            else
            {
                if (offset == 0 && count >= 512)
                {
                    state.LearnHeader(bytes);
                }

                if (count == state.PageBytes && offset % count == 0)
                {
                    // Into SQLite's own buffer: it looks at these bytes as little as at those of a foreign page.
                    PageSum.Write(bytes, offset);
                }
            }
        }

        return Below(file)->Methods->Write(Below(file), buffer, count, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(OpenFile* file, int flags)
    {
        var code = Below(file)->Methods->Sync(Below(file), flags);
        if (code == Ok && StateOf(file) is { IsLog: true } log)
        {
            log.NoteLogSync();
        }

        return code;
    }

    /// <summary>Whether the page just read from the log is the one whose checksum stands in its frame's header.</summary>
    private static bool IsFrame(OpenFile* file, DiskFile log, ReadOnlySpan<byte> page, long offset)
    {
        var frame = offset - LogFormat.FrameHeaderBytes;
        if ((frame - LogFormat.HeaderBytes) % (page.Length + LogFormat.FrameHeaderBytes) != 0)
        {
            return true;
        }

        Span<byte> header = stackalloc byte[LogFormat.FrameHeaderBytes];
        Span<byte> before = stackalloc byte[8];
        Span<byte> magic = stackalloc byte[4];
        if (log.IsBigEndian is null)
        {
            if (!ReadBelow(file, magic, 0))
            {
                return false;
            }

            log.IsBigEndian = LogFormat.IsBigEndian(magic);
        }

        // The sums before the first frame are the last bytes of the log's header; before another, those of the frame ahead of it.
        var sumsBefore = frame == LogFormat.HeaderBytes ? frame - 8 : frame - page.Length - 8;
        return ReadBelow(file, header, frame) && ReadBelow(file, before, sumsBefore)
            && LogFormat.Sum(log.IsBigEndian.Value, header, page, LogFormat.Stored(before)) == LogFormat.Stored(header[16..]);
    }

    private static bool ReadBelow(OpenFile* file, Span<byte> bytes, long offset)
    {
        fixed (byte* buffer = bytes)
        {
            return Below(file)->Methods->Read(Below(file), buffer, bytes.Length, offset) == Ok;
        }
    }

    private static bool IsPage(int count) => count >= 512 && (count & (count - 1)) == 0;

    private static OpenFile* Below(OpenFile* file) => file + 1;

    private static DiskFile? StateOf(OpenFile* file) => file->State == IntPtr.Zero ? null : (DiskFile)GCHandle.FromIntPtr(file->State).Target!;

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find")]
    private static partial IntPtr FindVfs(byte* name);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    private static partial int RegisterVfs(Vfs* vfs, int makeDefault);

    [LibraryImport(Library, EntryPoint = "sqlite3_file_control")]
    private static partial int FileControl(IntPtr database, byte* name, int operation, int* value);
}
