using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Evaluation;

/// <summary>What redirections make of a command's files.</summary>
/// <param name="Input">Null when standard input stays as it was.</param>
/// <param name="OutputAway">Standard output does not reach whoever listens.</param>
/// <param name="OutputFile">The file that standard output goes to; null for none.</param>
internal readonly record struct Redirected(
    ImmutableArray<OpenedFile> Files,
    Input? Input,
    bool OutputAway,
    OpenedFile? OutputFile,
    ImmutableDictionary<string, Input> Descriptors
);

/// <summary>Evaluates redirections in their order.</summary>
internal sealed class Redirections(Session session)
{
    public Redirected Apply(ImmutableArray<Redirect> redirects)
    {
        if (redirects.IsEmpty)
        {
            return new Redirected([], null, false, null, session.Scope.Descriptors);
        }

        var state = new Redirected([], null, false, null, session.Scope.Descriptors);
        foreach (Redirect redirect in redirects)
        {
            string? number = redirect.Descriptor;
            Input? opened = Open(redirect, ref state);
            if (opened is not null && number is null or "0")
            {
                state = state with { Input = opened };
            }
            else if (opened is not null && number is not null)
            {
                state = state with { Descriptors = Keep(state.Descriptors, number, opened) };
            }
        }

        return state;
    }

    /// <summary>Evaluates one redirection; what it opens for reading, null when it opens nothing of the kind.</summary>
    private Input? Open(Redirect redirect, ref Redirected state)
    {
        bool standard = redirect.Descriptor is null or "1";
        switch (redirect.Kind)
        {
            case RedirectKind.HereDocument:
                return new Input.Given(session.Expander.Single(redirect.Body));
            case RedirectKind.HereString:
                return new Input.Given(Words.Line(Words.Quoted(session.Expander.Single(redirect.Target))));
            case RedirectKind.DuplicateInput:
                return session.Expander.Single(redirect.Target).Text is { } from
                    ? state.Descriptors.GetValueOrDefault(from.TrimEnd('-')) ?? (from == "0" ? state.Input : null)
                    : null;
            case RedirectKind.DuplicateOutput:
                return Duplicate(redirect, session.Expander.Single(redirect.Target).Text?.TrimEnd('-'), ref state);
        }

        Word path = Words.Quoted(session.Expander.Single(redirect.Target, tildes: true));
        if (path.Text is { } name && name.AsSpan().IndexOfAny('*', '?', '[') >= 0
            && session.Expander.Expand([redirect.Target]) is [var matched])
        {
            // bash takes the one file that a pattern matches.
            path = Words.Quoted(matched);
        }

        if (redirect.Kind is RedirectKind.OutputAndErrors
            && path.Text is { Length: > 0 } text
            && text.TrimEnd('-').All(char.IsAsciiDigit))
        {
            // >&$fd with a descriptor in the variable.
            return Duplicate(redirect, text.TrimEnd('-'), ref state);
        }

        var file = new OpenedFile(redirect.Kind, path);
        state = state with { Files = state.Files.Add(file) };
        if (redirect.Kind is RedirectKind.Input or RedirectKind.ReadWrite)
        {
            return Descriptor(path, state.Descriptors) ?? new Input.FromFile(path);
        }

        if (!standard && redirect.Kind is not RedirectKind.OutputAndErrors and not RedirectKind.AppendOutputAndErrors)
        {
            return redirect.Descriptor is "2" ? null : new Input.Out(file);
        }

        state = state with { OutputAway = true, OutputFile = file };
        return null;
    }

    /// <summary>One descriptor becomes another: <c>&gt;&amp;3</c>, <c>0&gt;&amp;1</c>.</summary>
    private static Input? Duplicate(Redirect redirect, string? from, ref Redirected state)
    {
        OpenedFile? file = from is "1" ? state.OutputFile
            : from is null ? null
            : (state.Descriptors.GetValueOrDefault(from) switch
            {
                Input.Out(var opened) => opened,
                Input.FromFile(var path) when Origins.IsSocket(path) => new OpenedFile(RedirectKind.Output, path),
                _ => null,
            });
        if (redirect.Descriptor is null or "1")
        {
            state = state with { OutputAway = true, OutputFile = file };
            return null;
        }

        // A connection goes both ways.
        return redirect.Descriptor is "2" || file is null ? null
            : redirect.Descriptor is "0" ? (Origins.IsSocket(file.Path) ? new Input.FromFile(file.Path) : null)
            : new Input.Out(file);
    }

    /// <summary>What stands behind <c>/dev/stdin</c>, <c>/dev/fd/…</c> or a file that the script wrote; null when that
    /// is not known.</summary>
    public Input? Descriptor(Word path, ImmutableDictionary<string, Input> descriptors, Input? standard = null)
    {
        if (path.Text is not { } text)
        {
            return null;
        }

        if (text is "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0")
        {
            return standard ?? session.Scope.Input;
        }

        foreach (string prefix in (ReadOnlySpan<string>)["/dev/fd/", "/proc/self/fd/", "/proc/thread-self/fd/"])
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                // What a substitution of this very command opened is in the scope only.
                string number = text[prefix.Length..];
                return descriptors.GetValueOrDefault(number) ?? session.Scope.Descriptors.GetValueOrDefault(number);
            }
        }

        return
            session.Scope.Written.IsEmpty
            || Words.Resolve(session.Directory, path).Text is not { } full
            || !session.Scope.Written.TryGetValue(full, out Word? content)
            ? null
            : new Input.Given(content);
    }

    /// <summary>The launch with connections in the place of the descriptors that its words name: <c>tar -cf
    /// /dev/fd/3</c>, <c>socat … FD:3</c>.</summary>
    public static Launch WithConnections(string? name, Launch launch)
    {
        ImmutableArray<Word> words = launch.Arguments;
        for (int i = 0; i < words.Length; i++)
        {
            string text = words[i].Text ?? "";
            bool address = name is "socat" && text.StartsWith("FD:", StringComparison.OrdinalIgnoreCase);
            int start = address ? 0 : Math.Max(text.IndexOf("/dev/fd/", StringComparison.Ordinal),
                text.IndexOf("/proc/self/fd/", StringComparison.Ordinal));
            if (start < 0)
            {
                continue;
            }

            string number = address ? text[3..] : text[(text.LastIndexOf('/') + 1)..];
            number = number.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? number[2..] : number;
            if (launch.Descriptors.GetValueOrDefault(number) is Input.Out(var opened) && Origins.IsSocket(opened.Path))
            {
                string[] parts = opened.Path.Shown.Split('/');
                words = words.SetItem(i, address ? new Word("TCP:" + string.Join(':', parts.Skip(3)))
                    : Words.Concat(new Word(text[..start]), opened.Path));
            }
        }

        return words == launch.Arguments ? launch : launch with { Arguments = words };
    }

    /// <summary>Keeps an open descriptor; one named by <c>{fd}</c> gets a number that the variable then
    /// holds.</summary>
    private ImmutableDictionary<string, Input> Keep(
        ImmutableDictionary<string, Input> descriptors,
        string number,
        Input opened
    )
    {
        if (!number.StartsWith('{'))
        {
            return descriptors.SetItem(number, opened);
        }

        // bash hands out numbers from ten on.
        int free = 10;
        while (descriptors.ContainsKey(free.ToString()))
        {
            free++;
        }

        session.Scope = session.Scope.Assign(number.Trim('{', '}'), new Word(free.ToString()));
        return descriptors.SetItem(free.ToString(), opened);
    }
}
