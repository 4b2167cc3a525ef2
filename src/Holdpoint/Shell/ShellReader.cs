using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell;

/// <summary>Stage 1: text → tree → invocations.</summary>
internal static class ShellReader
{
    /// <summary>Reads a shell command; total: it returns on every string.</summary>
    public static Reading Read(string text, ShellContext context)
    {
        // The thinnest path, until the parser and the evaluator stand here.
        ImmutableArray<Word> words = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => new Word(w))];
        return words is [var program, .. var arguments]
            ? new Reading([new Invocation
            {
                Program = program,
                Name = Path.GetFileName(program.Text),
                Arguments = [.. arguments],
                Directory = new Word(context.Directory),
                Span = new Span(0, text.Length),
            }], [])
            : new Reading([], []);
    }
}
