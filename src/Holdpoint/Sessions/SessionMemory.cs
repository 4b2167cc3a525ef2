using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Sessions;

/// <summary>What this session's agent has made itself, as far as it can be proven.</summary>
/// <remarks>
/// Something was made in the session when nothing was at its path, or at a folder above it, at a time that an earlier
/// hook of this session noted, and when it was born after that time. Whatever else brings something there voids the
/// note: decision 10 tells which ways there are.
/// </remarks>
internal sealed class SessionMemory(IWorld world, TraceFile file, DateTimeOffset now)
{
    /// <summary>A working day: what was made yesterday somebody may have come to rely on.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(12);

    private readonly Dictionary<string, List<int>> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<int, bool> _void = [];
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
    private readonly List<int> _copies = [];
    private readonly List<int> _against = [];
    private readonly List<Trace> _fresh = [];
    private List<Trace>? _traces;
    private int _known;

    /// <summary>Whether nothing was ever made.</summary>
    public bool IsEmpty => Traces.Count == 0 || _made.Count == 0;

    /// <summary>When the hook began, before anything was looked at.</summary>
    public DateTimeOffset Now => now;

    /// <summary>Paths that were proven to be made here and would go with this action, as they were noted.</summary>
    public IReadOnlyCollection<string> Going => _gone;

    /// <summary>The traces that this action leaves, not written yet.</summary>
    public IReadOnlyList<Trace> Fresh => _fresh;

    private List<Trace> Traces => _traces ?? Load();

    /// <summary>The time of the note that proves that what lies at a path was made in this session; null where nothing
    /// does.</summary>
    /// <param name="path">Absolute, the links of its folders resolved.</param>
    /// <param name="copies">Whether a copy counts, as long as its original is there unchanged.</param>
    public DateTimeOffset? MadeAt(string path, bool copies = true)
    {
        if (IsEmpty)
        {
            return null;
        }

        FileAges? ages = null;
        foreach (int index in NotesOn(path))
        {
            Trace note = Traces[index];
            if (now - note.At > MaxAge || note.At > now || IsVoid(index))
            {
                continue;
            }

            ages ??= world.AgesOf(path) ?? default;
            if (ages is { Born: { } born } && born >= note.At && CopiesHold(index, path, copies))
            {
                return note.At;
            }
        }

        return null;
    }

    /// <summary>Whether a path was noted by this very action, so that nothing was there when it began.</summary>
    public bool IsPending(string path) => !IsEmpty
        && NotesOn(path).Any(index => index >= _known && !IsVoid(index) && CopiesHold(index, path, copies: false));

    /// <summary>Notes that what lies at a path, and below, would be taken away by this action.</summary>
    public void Takes(string path)
    {
        if (IsEmpty)
        {
            return;
        }

        foreach (string noted in _made.Keys.Where(m => PathText.IsWithin(m, path)))
        {
            _gone.Add(noted);
        }
    }

    /// <summary>Whether some note lies at, above or below a path, so that a trace there would matter.</summary>
    public bool Concerns(string path) => !IsEmpty && _made.Keys.Any(m => AreRelated(m, path));

    /// <summary>Adds a trace of this action; nothing is read for that.</summary>
    public void Add(Trace trace)
    {
        _fresh.Add(trace);
        if (_traces is not null)
        {
            Note(trace);
        }
    }

    /// <summary>Writes the traces of this action; returns null, or what went wrong.</summary>
    public string? Save(IReadOnlyList<Trace> traces) => traces.Count == 0 ? null : file.Append(traces, now);

    private List<Trace> Load()
    {
        _traces = [];
        file.Read(world).ForEach(Note);
        _known = _traces.Count;
        _fresh.ForEach(Note);
        return _traces;
    }

    private void Note(Trace trace)
    {
        int index = Traces.Count;
        Traces.Add(trace);
        _void.Clear();
        switch (trace.Kind)
        {
            case TraceKind.Made when _made.TryGetValue(trace.Path, out List<int>? notes):
                notes.Add(index);
                break;
            case TraceKind.Made:
                _made[trace.Path] = [index];
                break;
            case TraceKind.Copied:
                _copies.Add(index);
                break;
            default:
                _against.Add(index);
                break;
        }
    }

    /// <summary>Notes on a path and the folders above it, the nearest and newest first.</summary>
    private IEnumerable<int> NotesOn(string path)
    {
        for (string at = path; at.Length > 1; at = PathText.Parent(at))
        {
            if (!IsEmpty && _made.TryGetValue(at, out List<int>? notes))
            {
                for (int i = notes.Count - 1; i >= 0; i--)
                {
                    yield return notes[i];
                }
            }
        }
    }

    /// <summary>What came into a noted folder, or above it, voids all of the note: once inside, a file can change its
    /// name and be written anew.</summary>
    private bool IsVoid(int index)
    {
        if (!_void.TryGetValue(index, out bool known))
        {
            string noted = Traces[index].Path;
            known = _against.Exists(i => i > index && (Traces[i].Kind is TraceKind.Moved
                ? AreRelated(Traces[i].Path, noted)
                : IsWithin(noted, Traces[i].Path)));
            _void[index] = known;
        }

        return known;
    }

    private bool CopiesHold(int index, string path, bool copies)
    {
        string noted = Traces[index].Path;
        foreach (int at in _copies)
        {
            Trace copy = Traces[at];
            bool concerns = IsWithin(path, copy.Path) || IsWithin(copy.Path, noted);
            if (at > index && concerns && !(copies && OriginalStands(copy, path)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the original of a copy is there, and unchanged since it was copied: then nothing that is only
    /// in the copy was anybody's before.</summary>
    private bool OriginalStands(Trace copy, string path)
    {
        string from = copy.From ?? "/";
        EntryKind kind = world.Look(from).Kind;
        if (kind is not (EntryKind.File or EntryKind.Folder))
        {
            return false;
        }

        bool below = kind is EntryKind.Folder && IsWithin(path, copy.Path);
        for (string at = below ? from + path[copy.Path.Length..] : from; ; at = PathText.Parent(at))
        {
            // A name that the original has not shows by its folder whether it ever had it.
            if (world.AgesOf(at) is { } ages)
            {
                return ages.Changed < copy.At;
            }

            if (at.Length <= from.Length)
            {
                return false;
            }
        }
    }

    private static bool AreRelated(string path, string other) => IsWithin(path, other) || IsWithin(other, path);

    /// <summary>Some file systems take names in any case for one: what speaks against a note must not hide
    /// there.</summary>
    private static bool IsWithin(string path, string folder) =>
        PathText.IsWithin(path, folder)
        || (path.StartsWith(folder, StringComparison.OrdinalIgnoreCase)
            && (path.Length == folder.Length || path[folder.Length] is '/'));
}
