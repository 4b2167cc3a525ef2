using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Tools.Aws.Payloads;

/// <summary>Files that an action writes before a call reads them: <c>cat &gt; p.json &lt;&lt;E … ; aws …
/// file://p.json</c>.</summary>
internal sealed class ActionFiles
{
    public static readonly ActionFiles None = new(ImmutableDictionary<string, string?>.Empty);

    private readonly ImmutableDictionary<string, string?> _texts;

    private ActionFiles(ImmutableDictionary<string, string?> texts) => _texts = texts;

    /// <summary>Whether the action writes a file: what it holds now says nothing.</summary>
    public bool Writes(string path) => _texts.ContainsKey(path);

    /// <summary>The text that a file will have; null where that cannot be known, or the action does not write
    /// it.</summary>
    public string? Known(string path) => _texts.GetValueOrDefault(path);

    public static ActionFiles Before(ImmutableArray<Invocation> invocations, int at)
    {
        ImmutableDictionary<string, string?> texts = ImmutableDictionary<string, string?>.Empty;
        for (int i = 0; i < at; i++)
        {
            foreach (OpenedFile file in invocations[i].Files)
            {
                if (Writes(file.Kind) && Absolute(file.Path, invocations[i].Directory) is { } path)
                {
                    texts = texts.SetItem(path, file.Kind is RedirectKind.Append ? null : Text(invocations[i]));
                }
            }
        }

        return texts.IsEmpty ? None : new ActionFiles(texts);
    }

    private static bool Writes(RedirectKind kind) => kind is RedirectKind.Output or RedirectKind.Clobber
        or RedirectKind.Append or RedirectKind.ReadWrite or RedirectKind.OutputAndErrors
        or RedirectKind.AppendOutputAndErrors;

    private static string? Absolute(Word path, Word directory) =>
        path.Text is { Length: > 0 } text && directory.Text is { } from && from.StartsWith('/')
            ? Path.GetFullPath(text, from) : null;

    private static string? Text(Invocation invocation) => invocation.Name switch
    {
        "cat" when invocation.Arguments.IsEmpty => (invocation.Input as Input.Given)?.Text.Text,
        "echo" when invocation.Arguments.All(a => a.Text is not null) =>
            string.Join(' ', invocation.Arguments.Select(a => a.Text).Where(a => a is not ("-n" or "-e"))),
        "printf" when invocation.Arguments is [{ Text: { } text }] => text,
        _ => null,
    };
}
