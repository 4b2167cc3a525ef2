using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Scripts;

/// <summary>Scripts that are run as programs: <c>./deploy.sh</c>, by the shell or by what their first line
/// names.</summary>
internal sealed class ScriptRunner(Session session)
{
    /// <summary>Runs the script behind a program's path; false when it is no script that can be read.</summary>
    public bool Run(Launch launch)
    {
        if (launch.Program.Shown is not { } path || !path.Contains('/', StringComparison.Ordinal)
            || launch.Program.HasGlob || !ScriptFiles.IsOwn(launch.Directory, launch.Program))
        {
            return false;
        }

        switch (session.Files.Read(launch.Directory, launch.Program))
        {
            case FileText.Known(var text):
                Start(launch, text);
                return true;
            case FileText.Refused refused:
                session.Files.Refuse(refused, launch.Span, path);
                return true;
            default:
                return false;
        }
    }

    private void Start(Launch launch, string text)
    {
        // The files of its redirections are opened once, by the invocation of the script itself.
        Launch inner = launch with { Files = [] };
        if (Interpreter(text) is not [var program, .. var options])
        {
            // A file without a first line of its own is run by the shell.
            (program, options) = ("sh", []);
        }

        ImmutableArray<Word> arguments =
            [.. options.Select(o => new Word(o)), launch.Program, .. launch.Arguments];
        session.Launcher.Start(inner.Then(new Word(program), arguments, launch.Program.Shown));
    }

    /// <summary>The words of a first line <c>#!/usr/bin/env -S node --flag</c>; empty when there is none.</summary>
    /// <remarks>The kernel passes all after the program as one word; env -S splits it, and so do we.</remarks>
    internal static ImmutableArray<string> Interpreter(string text)
    {
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            return [];
        }

        int end = text.IndexOf('\n', StringComparison.Ordinal);
        string[] words = text[2..(end < 0 ? Math.Min(text.Length, Bounds.FirstLine) : Math.Min(end, Bounds.FirstLine))]
            .Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Where((w, i) => i == 0 || w is not ("-S" or "--split-string"))];
    }
}
