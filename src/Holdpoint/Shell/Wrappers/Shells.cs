using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Shells that are given code: by <c>-c</c>, on their input, or as a file that the script can be seen to
/// fill.</summary>
internal sealed class Shells(Session session)
{
    /// <summary>Letters of a shell's options that take the next word: <c>-o pipefail</c>, <c>-O extglob</c>.</summary>
    private const string Valued = "oO";

    public Outcome? Run(string name, Launch launch)
    {
        RunStartFiles(name, launch);
        ImmutableArray<Word> words = launch.Arguments;
        bool code = false,
            input = false,
            noexec = false;
        int i = 0;
        for (; i < words.Length; i++)
        {
            string option = words[i].Prefix;
            if (option is "--" or "-")
            {
                i++;
                break;
            }

            if (option is not ['-' or '+', _, ..])
            {
                break;
            }

            if (option.StartsWith("--", StringComparison.Ordinal))
            {
                if (option is "--rcfile" or "--init-file" && i + 1 < words.Length)
                {
                    RunFile(name, launch, words[++i]);
                }

                continue;
            }

            code |= option[0] == '-' && option.Contains('c', StringComparison.Ordinal);
            input |= option.Contains('s', StringComparison.Ordinal);
            noexec = option.Contains('n', StringComparison.Ordinal) ? option[0] == '-' : noexec;
            i += option.Count(c => Valued.Contains(c, StringComparison.Ordinal));
        }

        i = Math.Min(i, words.Length);
        if (noexec)
        {
            return null;
        }

        ImmutableArray<Word> rest = words[i..];
        if (code)
        {
            // Options may stand between -c and its code; "--" ended them.
            return rest is [var text, .. var after] ? RunCode(name, launch, text, after) : null;
        }

        if (rest is [var file, .. var positional] && !input)
        {
            if (session.Launcher.Redirections.Descriptor(file, launch.Descriptors, launch.Input) is { } source
                && (IsDescriptor(file) || IsCode(source)))
            {
                return session.Launcher.Code.RunInput(launch, source, name, file, positional) ? Outcome.Unknown : null;
            }

            return RunScript(name, launch, file, positional);
        }

        return session.Launcher.Code.RunInput(launch, launch.Input, name, null, rest) ? Outcome.Unknown : null;
    }

    /// <summary>Files that a shell reads first because a variable names them.</summary>
    private void RunStartFiles(string name, Launch launch)
    {
        foreach (string variable in (ReadOnlySpan<string>)["BASH_ENV", "ENV"])
        {
            Word? file = launch.Assigned.LastOrDefault(a => a.Key == variable).Value
                ?? (session.Scope.Variables.GetValueOrDefault(variable) is { Exported: true, Alternatives: [var only] }
                    ? only.Value
                    : null);
            if (file is not null)
            {
                RunFile(name, launch, file);
            }
        }
    }

    private void RunFile(string name, Launch launch, Word file)
    {
        if (session.Launcher.Redirections.Descriptor(file, launch.Descriptors, launch.Input) is { } source)
        {
            session.Launcher.Code.RunInput(launch with { Files = [], Assigned = [] }, source, name, file, []);
        }
    }

    /// <summary>A script by its file; null when there is no text to read.</summary>
    private Outcome? RunScript(string name, Launch launch, Word file, ImmutableArray<Word> positional)
    {
        switch (session.Files.Read(launch.Directory, file))
        {
            case FileText.Known(var text):
                Launch inner = launch with { Wrappers = launch.Wrappers.Add(name) };
                session.Launcher.EmitFiles(launch.Files, launch.Span);
                session.Files.Within(file.Shown, launch.Span, s => s.Launcher.Code.RunChild(
                    inner with { Files = [] }, new Word(text), file.Shown, file, positional, launch.Input));
                return Outcome.Unknown;
            case FileText.Refused refused:
                session.Files.Refuse(refused, launch.Span, $"{name} {file.Shown}");
                return null;
            default:
                return null;
        }
    }

    private Outcome RunCode(string name, Launch launch, Word text, ImmutableArray<Word> after)
    {
        if (text.MaySplit && text.IsUnknown && session.Holes.Any)
        {
            session.Launcher.Code.AddOpaque(text, launch.Span, name);
            return Outcome.Unknown;
        }

        ImmutableArray<Word> positional = after is [_, .. var parameters] ? parameters : [];
        if (positional.Any(p => p.MaySplit))
        {
            positional = default;
        }

        return session.Launcher.Code.RunChild(
            launch,
            text,
            name,
            after is [var zero, ..] ? zero : null,
            positional,
            launch.Input
        );
    }

    private static bool IsDescriptor(Word file) =>
        file.Text is { } path
        && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));

    /// <summary>A file that the script filled is code when it is known, or when it came from the network.</summary>
    private static bool IsCode(Input source) =>
        source is Input.Given(var text) && (text.Text is not null || Code.IsNetwork(text));
}
