using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Holdpoint.Bench;

/// <summary>Times whole processes with posix_spawn and waitpid: <see cref="Process"/> itself costs more than what is
/// measured.</summary>
internal static partial class Spawn
{
    /// <summary>posix_spawn_file_actions_t is 80 bytes in glibc and musl on 64-bit; a page leaves no doubt.</summary>
    private const int ActionsSize = 4096;
    private const int WriteOnly = 1;

    /// <summary>Seconds from spawning until it was reaped; its input comes from a file, its output goes to
    /// /dev/null.</summary>
    /// <exception cref="InvalidOperationException">It could not be started, or ended with another status than
    /// expected.</exception>
    public static double Time(string[] argv, string[] environment, string input, int expectedStatus)
    {
        IntPtr actions = Marshal.AllocHGlobal(ActionsSize);
        IntPtr args = Block(argv), variables = Block(environment);
        try
        {
            _ = Init(actions);
            _ = AddOpen(actions, 0, input, 0, 0);
            _ = AddOpen(actions, 1, "/dev/null", WriteOnly, 0);
            _ = AddOpen(actions, 2, "/dev/null", WriteOnly, 0);
            long start = Stopwatch.GetTimestamp();
            int error = Start(out int pid, argv[0], actions, IntPtr.Zero, args, variables);
            if (error != 0)
            {
                throw new InvalidOperationException($"{argv[0]} did not start: errno {error}");
            }

            _ = WaitPid(pid, out int status, 0);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            int code = (status >> 8) & 0xFF;
            return (status & 0x7F) == 0 && code == expectedStatus
                ? seconds
                : throw new InvalidOperationException($"{argv[0]} ended with wait status {status}");
        }
        finally
        {
            Free(args, argv.Length);
            Free(variables, environment.Length);
            Marshal.FreeHGlobal(actions);
        }
    }

    /// <summary>A null-terminated array of C strings.</summary>
    private static IntPtr Block(string[] strings)
    {
        IntPtr block = Marshal.AllocHGlobal((strings.Length + 1) * IntPtr.Size);
        for (int i = 0; i < strings.Length; i++)
        {
            Marshal.WriteIntPtr(block, i * IntPtr.Size, Marshal.StringToCoTaskMemUTF8(strings[i]));
        }

        Marshal.WriteIntPtr(block, strings.Length * IntPtr.Size, IntPtr.Zero);
        return block;
    }

    private static void Free(IntPtr block, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Marshal.FreeCoTaskMem(Marshal.ReadIntPtr(block, i * IntPtr.Size));
        }

        Marshal.FreeHGlobal(block);
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int Init(IntPtr actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(IntPtr actions, int descriptor, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Start(
        out int pid, string path, IntPtr actions, IntPtr attributes, IntPtr argv, IntPtr environment);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitPid(int pid, out int status, int options);
}
