using Microsoft.Win32.SafeHandles;

namespace Holdpoint.World;

/// <summary>Reads a file into memory; a large one by two processors, for half of the time goes into making new pages of
/// memory.</summary>
internal static class LargeFile
{
    /// <summary>Smaller files are read sooner than a thread begins.</summary>
    private const int LeastBytes = 16 * 1024 * 1024;

    /// <summary>The bytes of a file, as many as it had when it was opened, or fewer if it was cut since.</summary>
    public static ReadOnlyMemory<byte> Read(string path, long maxBytes)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(file);
        if (length < LeastBytes || length > Math.Min(maxBytes, Array.MaxLength) || Environment.ProcessorCount < 2)
        {
            return File.ReadAllBytes(path);
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)length);
        int half = bytes.Length / 2;
        Task<int> later = Task.Run(() => Fill(file, bytes.AsSpan(half), half));
        int first;
        try
        {
            first = Fill(file, bytes.AsSpan(0, half), 0);
        }
        finally
        {
            ((IAsyncResult)later).AsyncWaitHandle.WaitOne();
        }

        int read = first < half ? first : half + later.GetAwaiter().GetResult();
        return bytes.AsMemory(0, read);
    }

    private static int Fill(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        int filled = 0;
        while (filled < bytes.Length && RandomAccess.Read(file, bytes[filled..], offset + filled) is > 0 and var read)
        {
            filled += read;
        }

        return filled;
    }
}
