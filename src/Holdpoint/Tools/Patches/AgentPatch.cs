using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Tools.Patches;

/// <summary>A patch as agents write it (<c>*** Begin Patch</c>), as the edits that it would make. Pure and total: lines
/// that are none of it are passed over, as a client would refuse them.</summary>
internal static class AgentPatch
{
    private const string Add = "*** Add File: ";
    private const string Update = "*** Update File: ";
    private const string Delete = "*** Delete File: ";
    private const string Move = "*** Move to: ";

    /// <summary>The edits in their order.</summary>
    /// <param name="directory">Where the patch's paths begin.</param>
    public static ImmutableArray<Action.FileEdit> Edits(string patch, string directory)
    {
        var edits = ImmutableArray.CreateBuilder<Action.FileEdit>();
        var file = new OpenFile("", ' ', directory);
        foreach (ReadOnlySpan<char> line in patch.AsSpan().EnumerateLines())
        {
            // In a file that is changed, a blank begins a line that stays.
            ReadOnlySpan<char> said = file.Mark is 'U' ? line : line.TrimStart();
            char mark = said.StartsWith(Add) ? 'A'
                : said.StartsWith(Update) ? 'U'
                : said.StartsWith(Delete) ? 'D'
                : ' ';
            if (mark is ' ')
            {
                if (said.StartsWith(Move))
                {
                    file.MovedTo = said[Move.Length..].Trim().ToString();
                }

                file.Line(line);
                continue;
            }

            file.Close(edits);
            int name = mark is 'A' ? Add.Length : mark is 'U' ? Update.Length : Delete.Length;
            file = new OpenFile(said[name..].Trim().ToString(), mark, directory);
        }

        file.Close(edits);
        return edits.ToImmutable();
    }

    /// <summary>The file whose lines are being read.</summary>
    private sealed class OpenFile(string path, char mark, string directory)
    {
        private readonly StringBuilder _put = new();
        private readonly StringBuilder _taken = new();
        private int _hunks;

        public char Mark => mark;

        public string? MovedTo { get; set; }

        public void Line(ReadOnlySpan<char> line)
        {
            switch (line)
            {
                case ['@', '@', ..]:
                    _hunks++;
                    break;
                case ['+', .. var added]:
                    _put.Append(added).Append('\n');
                    break;
                case ['-', .. var removed] when mark is 'U':
                    _taken.Append(removed).Append('\n');
                    break;
                case [' ', .. var kept] when mark is 'U':
                    _put.Append(kept).Append('\n');
                    _taken.Append(kept).Append('\n');
                    break;
            }
        }

        public void Close(ImmutableArray<Action.FileEdit>.Builder edits)
        {
            switch (mark)
            {
                case 'A':
                    edits.Add(new Action.FileEdit(path, _put.ToString(), FileEditKind.Write, directory));
                    break;
                case 'D':
                    edits.Add(new Action.FileEdit(path, null, FileEditKind.Delete, directory));
                    break;
                case 'U':
                    // Of several places it is not known which text would stand where.
                    edits.Add(new Action.FileEdit(path, _put.ToString(), FileEditKind.Edit, directory)
                    {
                        Replaced = _hunks <= 1 && MovedTo is null ? _taken.ToString() : null,
                    });
                    if (MovedTo is { Length: > 0 } to)
                    {
                        edits.Add(new Action.FileEdit(to, null, FileEditKind.Write, directory));
                    }

                    break;
            }
        }
    }
}
