using System.Runtime.InteropServices;
using System.Text;

namespace Holdpoint.Cli;

/// <summary>Reads bytes into a buffer; 0 at the end.</summary>
internal delegate int ByteSource(Span<byte> buffer);

/// <summary>The three standard streams without the console class, whose start-up a hook call would pay for
/// nothing.</summary>
/// <remarks>Plain read and write: .NET's file streams would use positions of their own, and two programs that share one
/// output file would overwrite each other.</remarks>
internal static partial class StandardStreams
{
    /// <summary>A harmless call fits; a larger buffer would be cleared page by page for nothing. It grows by
    /// doubling.</summary>
    private const int Chunk = 4 * 1024;

    private const int InputDescriptor = 0;
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;

    /// <summary>A source up to its end; null when it holds more than the bound (it is drained all the same, so that
    /// the writer does not die of a broken pipe before it has read our answer).</summary>
    public static ReadOnlyMemory<byte>? ReadAll(ByteSource source, int maxBytes)
    {
        byte[] buffer = new byte[Chunk];
        int length = 0;
        bool tooLarge = false;
        while (source(buffer.AsSpan(length)) is > 0 and int read)
        {
            length += read;
            if (length > maxBytes)
            {
                tooLarge = true;
                length = 0;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        if (tooLarge)
        {
            return null;
        }

        return buffer.AsMemory(0, length);
    }

    /// <summary>The next bytes of standard input; 0 at its end.</summary>
    /// <param name="patience">How long to wait for them.</param>
    /// <exception cref="IOException">It cannot be read: closed, a folder, or nothing came in time.</exception>
    public static int Read(Span<byte> buffer, TimeSpan patience)
    {
        var wait = new PollEvent { Descriptor = InputDescriptor, Events = PollInput };
        return Poll(ref wait, 1, (int)patience.TotalMilliseconds, out uint ready) != 0 || ready > 0
            ? Read(buffer)
            : throw new IOException($"nothing came on standard input for {patience.TotalSeconds:0.#} s");
    }

    /// <summary>The next bytes of standard input; 0 at its end.</summary>
    /// <exception cref="IOException">It cannot be read: closed, a folder.</exception>
    public static int Read(Span<byte> buffer)
    {
        int read = Read(InputDescriptor, buffer, buffer.Length);
        return read >= 0 ? read : throw new IOException("standard input cannot be read");
    }

    /// <summary>Writes all of it.</summary>
    /// <exception cref="IOException">Nobody reads it any more.</exception>
    public static void Write(ReadOnlySpan<byte> bytes) => WriteAll(OutputDescriptor, bytes);

    /// <summary>Writes all of it.</summary>
    /// <exception cref="IOException">Nobody reads it any more.</exception>
    public static void WriteErrors(string text) => WriteAll(ErrorDescriptor, Encoding.UTF8.GetBytes(text));

    private static void WriteAll(nint descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int written = Write(descriptor, bytes, bytes.Length);
            bytes = written > 0 ? bytes[written..] : throw new IOException("nobody reads the answer");
        }
    }

    // The runtime's own shims; they go on after an interrupted call.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Read")]
    private static partial int Read(nint descriptor, Span<byte> buffer, int count);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Write")]
    private static partial int Write(nint descriptor, ReadOnlySpan<byte> buffer, int count);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Poll")]
    private static partial int Poll(ref PollEvent events, uint count, int milliseconds, out uint triggered);

    private const short PollInput = 1;

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEvent
    {
        public int Descriptor;
        public short Events;
        public short Triggered;
    }
}
