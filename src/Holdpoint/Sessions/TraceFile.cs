using System.Buffers;
using System.Text;
using Holdpoint.World;

namespace Holdpoint.Sessions;

/// <summary>The file that holds one session's traces.</summary>
/// <param name="folder">Holdpoint's own folder.</param>
/// <param name="agent">The client's id.</param>
/// <param name="session">The client's own id of the session: any text.</param>
internal sealed class TraceFile(string folder, string agent, string session)
{
    /// <summary>Some 2,000 traces, read in a millisecond; then the memory begins anew, which only forgets.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <summary>A session that wrote nothing for so long is over; nothing in it counts any more by then.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    /// <summary>Another hook of the session holds the lock for less than a millisecond. Without a trace an action is
    /// asked for that need not be; a harmless one must never hang.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromMilliseconds(500);

    private AppendOnlyFile? _file;

    /// <summary>The folder of all sessions' files.</summary>
    public string Folder { get; } = Path.Join(folder, "sessions");

    /// <summary>Ids are not names of files: they may hold slashes.</summary>
    private AppendOnlyFile File => _file ??= new AppendOnlyFile(
        Folder, Sha256.Hex(Encoding.UTF8.GetBytes($"{agent}\0{session}"))[..32]);

    /// <summary>All traces in their order; what cannot be read leaves nothing that counts.</summary>
    public List<Trace> Read(IWorld world)
    {
        var traces = new List<Trace>();
        switch (world.Read(File.Path, 2 * MaxBytes))
        {
            case FileAnswer.Content content:
                ReadOnlySpan<byte> left = content.Bytes.Span;
                while (!left.IsEmpty)
                {
                    int feed = left.IndexOf((byte)'\n');
                    traces.Add(feed < 0 ? Trace.Unreadable : Trace.Read(left[..feed]));
                    left = feed < 0 ? default : left[(feed + 1)..];
                }

                break;
            case FileAnswer.Unreadable:
                traces.Add(Trace.Unreadable);
                break;
        }

        return traces;
    }

    /// <summary>Appends traces; returns null, or why that may have left a memory that says too much.</summary>
    public string? Append(IReadOnlyList<Trace> traces, DateTimeOffset now)
    {
        var lines = new ArrayBufferWriter<byte>();
        bool first = false;
        string? problem = File.Append(
            tail =>
            {
                first = tail.FileBytes == 0;
                if (!tail.Torn.IsEmpty)
                {
                    lines.Write("\n"u8);
                }

                foreach (Trace trace in traces)
                {
                    trace.Write(lines);
                }

                return lines.WrittenMemory;
            },
            MaxBytes, maxOld: 0, LockPatience);
        if (problem is null)
        {
            if (first)
            {
                AppendOnlyFile.RemoveUnused(Folder, now - KeptFor);
            }

            return null;
        }

        // What was made may go unrecorded; what speaks against it may not.
        return traces.All(t => t.Kind is TraceKind.Made) || File.Remove() ? null
            : $"the session's memory is not written and cannot be removed: {problem}; remove {File.Path}";
    }
}
