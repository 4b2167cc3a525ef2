using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Holdpoint.World;

/// <summary>A lock on a file of its own that goes away with the process that holds it, however that ends.</summary>
internal static partial class FileLock
{
    private const int Private = (int)(UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>The lock, until disposed. Who asks first gets it first; who waits for a stopped process waits for
    /// ever.</summary>
    /// <param name="wait">How long it is waited for; null for ever.</param>
    /// <exception cref="IOException">It was not had.</exception>
    public static HeldLock Take(string path, TimeSpan? wait)
    {
        SafeFileHandle gate = Open(path);
        long start = TimeProvider.System.GetTimestamp();
        bool locked = !gate.IsInvalid && FLock(gate, wait is null ? LockExclusive : LockExclusive | LockAtOnce) == 0;
        while (!locked && !gate.IsInvalid && wait is { } limit && TimeProvider.System.GetElapsedTime(start) < limit)
        {
            Thread.Sleep(1);
            locked = FLock(gate, LockExclusive | LockAtOnce) == 0;
        }

        return locked ? new HeldLock(gate) : throw Refused(gate, path);
    }

    /// <summary>The lock, until disposed; null while another process holds it.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static HeldLock? Try(string path)
    {
        SafeFileHandle gate = Open(path);
        if (gate.IsInvalid)
        {
            throw Refused(gate, path);
        }

        if (FLock(gate, LockExclusive | LockAtOnce) == 0)
        {
            return new HeldLock(gate);
        }

        gate.Dispose();
        return null;
    }

    private static IOException Refused(SafeFileHandle gate, string path)
    {
        gate.Dispose();
        return new IOException($"{path} cannot be locked");
    }

    private static SafeFileHandle Open(string path) =>
        new(OpenFile(path, ReadWrite | CloseOnExec | Create, Private), ownsHandle: true);

    // The runtime's own shims, with its own numbers: FileShare would take a lock of its own and never waits.
    private const int ReadWrite = 0x2;
    private const int CloseOnExec = 0x10;
    private const int Create = 0x20;
    private const int LockExclusive = 2;
    private const int LockAtOnce = 4;
    private const int Unlock = 8;

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenFile(string path, int flags, int mode);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_FLock")]
    private static partial int FLock(SafeFileHandle file, int operation);

    /// <summary>A lock that is held.</summary>
    /// <remarks>It is let go in words, not only by closing: a program that is being started has a copy of the
    /// descriptor until it runs, and with it the lock.</remarks>
    internal sealed class HeldLock(SafeFileHandle gate) : IDisposable
    {
        public void Dispose()
        {
            if (!gate.IsClosed)
            {
                _ = FLock(gate, Unlock);
                gate.Dispose();
            }
        }
    }
}
