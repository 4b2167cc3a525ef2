using System.Collections.Immutable;
using Holdpoint.World;

namespace Holdpoint.Journal;

/// <summary>How grave a finding in a journal is.</summary>
internal enum FindingKind
{
    /// <summary>A writer died in the middle of a line; the chain goes on after it.</summary>
    Torn,

    /// <summary>Something was changed, removed or put in.</summary>
    Broken,
}

/// <summary>Something found in a journal.</summary>
/// <param name="Line">From 1, within the file.</param>
internal sealed record Finding(FindingKind Kind, string File, int Line, string Message);

/// <summary>What a check of the whole journal found.</summary>
/// <param name="First">The number of the first entry: above 1 once files were rotated away; 0 for an empty
/// journal.</param>
internal sealed record JournalReport(long Entries, long First, ImmutableArray<Finding> Findings)
{
    public bool Intact => !Findings.Any(f => f.Kind is FindingKind.Broken);
}

/// <summary>Checks the chain of a journal from its first kept line to its last byte.</summary>
internal static class JournalCheck
{
    /// <summary>Findings beyond these tell nothing new.</summary>
    private const int MaxFindings = 100;

    /// <summary>Checks the files, oldest first.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static JournalReport Run(IReadOnlyList<string> files)
    {
        var walk = new Walk();
        foreach (string file in files)
        {
            int number = 0;
            foreach ((ReadOnlyMemory<byte> line, bool ended) in AppendOnlyFile.Lines(file))
            {
                walk.Take(line.Span, ended, file, ++number);
            }
        }

        return walk.End();
    }

    /// <summary>Where the check stands.</summary>
    private sealed class Walk
    {
        private readonly List<Finding> _findings = [];
        private string? _expected;
        private long _entries;
        private long _first;
        private long _last;

        /// <summary>A line that is no entry; the one after it tells whether it was torn or put in.</summary>
        private (string File, int Line, bool Ended)? _stray;

        public void Take(ReadOnlySpan<byte> line, bool ended, string file, int number)
        {
            Link? link = Link.Read(line);
            if (link is null)
            {
                Report(FindingKind.Broken, _stray, "the line is no entry");
                _stray = (file, number, ended);
            }
            else
            {
                TakeEntry(link, ended, file, number);
                _entries++;
                _first = _first == 0 ? link.Number : _first;
                _last = link.Number;
            }

            _expected = Chain.Hash(line);
        }

        public JournalReport End()
        {
            if (_stray is { Ended: false } torn)
            {
                Report(
                    FindingKind.Torn, torn,
                    "the last line is torn: its writer died; the next entry will go on after it");
            }
            else
            {
                Report(FindingKind.Broken, _stray, "the last line is no entry");
            }

            return new JournalReport(_entries, _first, [.. _findings]);
        }

        private void TakeEntry(Link link, bool ended, string file, int number)
        {
            bool follows = _expected is null
                ? link.Number > 1 || link.Previous == Chain.Hash(default)
                : link.Previous == _expected;
            if (_stray is not null)
            {
                bool torn = link.AfterTorn && follows;
                Report(
                    torn ? FindingKind.Torn : FindingKind.Broken,
                    _stray,
                    torn
                        ? $"the line is torn: its writer died; entry {link.Number} goes on after it"
                        : "the line is no entry");
                _stray = null;
            }

            if (!follows)
            {
                Report(
                    FindingKind.Broken,
                    (file, number, ended),
                    $"entry {link.Number} does not follow the line before it: "
                        + "something was changed, removed or put in");
            }
            else if (!link.AfterTorn && _last != 0 && link.Number != _last + 1)
            {
                Report(FindingKind.Broken, (file, number, ended), $"entry {link.Number} follows entry {_last}");
            }
        }

        private void Report(FindingKind kind, (string File, int Line, bool Ended)? at, string message)
        {
            if (at is { } place && _findings.Count < MaxFindings)
            {
                _findings.Add(new Finding(kind, place.File, place.Line, message));
            }
        }
    }
}
