using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;
using Holdpoint.Tools.Databases;

namespace Holdpoint.Tools.Secrets;

/// <summary>Files that say who may log in, and programs that write them: what is added opens the account to whoever
/// holds the key.</summary>
/// <remarks>sshd(8): <c>~/.ssh/authorized_keys</c> and <c>authorized_keys2</c> list the keys that may log in as the
/// user; ssh-copy-id(1) adds keys to the one of another machine; rlogin's <c>.rhosts</c> lets whole hosts in.</remarks>
internal sealed class LoginsTool : Tool
{
    private const string Keys = "/.ssh/authorized_keys";

    private static readonly Recovery Trivial = new Recovery.Trivial("the line can be taken out again");

    public override string Id => "logins";

    public override string Title => "who may log in: authorized_keys, ssh-copy-id, .rhosts";

    public override string Documentation =>
        """
        **Recognised:** lines written into `~/.ssh/authorized_keys` (by redirections, `tee`, `cp`, `mv`, `install`,
        `sed -i`, downloads, and the client's own tools), `ssh-copy-id`, and `~/.rhosts`, on this machine and on the
        one that a command is sent to: whoever holds the key logs in from then on. A file of that name in a project is
        none.

        **Not seen:** keys that a server's own configuration takes from elsewhere.
        """;

    public override ImmutableArray<string>? Programs => null;

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (invocation.Name is "ssh-copy-id")
        {
            OfProgram(invocation, effects);
            return;
        }

        foreach (OpenedFile file in invocation.Files)
        {
            if (file.Kind is not RedirectKind.Input && Admits(file.Path, invocation))
            {
                effects.Add(Opened(file.Path.Shown, invocation));
                return;
            }
        }

        foreach (Word word in Written(invocation))
        {
            if (invocation.Name is "scp" or "rsync" && word.Prefix.IndexOf(':') is > 0 and var colon
                && Admits(word.Shown[(colon + 1)..], "/"))
            {
                string host = HostSigns.Name(word.Shown.AsSpan(0, colon)).ToString();
                effects.Add(Opened(word.Shown, invocation) with
                {
                    Target = new Target("machine", host, [new Sign(SignKind.Host, host, "the arguments")]),
                });
                return;
            }

            if (Admits(word, invocation))
            {
                effects.Add(Opened(word.Shown, invocation));
                return;
            }
        }
    }

    public override void RecogniseEdit(Action.FileEdit edit, ICollection<Effect> effects)
    {
        string path = edit.Path.StartsWith('/') ? edit.Path : AbsolutePath.Normal(edit.Directory + "/" + edit.Path);
        if (edit.Kind is not FileEditKind.Delete && Admits(path, edit.Directory))
        {
            effects.Add(Opened(edit.Path, null));
        }
    }

    private static void OfProgram(Invocation invocation, ICollection<Effect> effects)
    {
        var arguments = ClientArguments.Read(invocation.Arguments, "ipoFt", "");
        if (arguments.Operands is [.., var to] && !arguments.Has("n h"))
        {
            string host = HostSigns.Name(to.Shown).ToString();
            effects.Add(new Effect(
                EffectKind.Expose, new Resource("login", to.Shown),
                new Target("machine", host, [new Sign(SignKind.Host, host, "the arguments")]), Trivial)
            {
                Tool = "logins",
                Summary = $"lets whoever holds the key log in to {to.Shown}",
                Invocation = invocation,
            });
        }
    }

    /// <summary>The words that a program writes to.</summary>
    private static ImmutableArray<Word> Written(Invocation invocation)
    {
        ImmutableArray<Word> words = invocation.Arguments;
        return invocation.Name switch
        {
            "tee" or "sponge" or "dd" or "ed" or "ex" => words,
            "cp" or "mv" or "install" or "ln" or "rsync" or "scp" or "gcp" or "gmv" when words.Length > 1 =>
                [words[^1]],
            "sed" or "gsed" or "perl" when words.Any(w => w.Prefix.StartsWith("-i", StringComparison.Ordinal)
                || w.Prefix.StartsWith("--in-place", StringComparison.Ordinal)
                || (w.Prefix is ['-', not '-', ..] && w.Prefix.EndsWith('i'))) => words,
            "curl" or "wget" or "wget2" or "aria2c" => [.. words.Where((_, i) => i > 0
                && words[i - 1].Text is "-o" or "-O" or "--output" or "--output-document")],
            _ => [],
        };
    }

    private static bool Admits(Word word, Invocation invocation)
    {
        // Nearly every word ends here.
        string shown = word.Shown;
        if (!shown.Contains("authorized_keys", StringComparison.Ordinal)
            && !shown.EndsWith(".rhosts", StringComparison.Ordinal))
        {
            return false;
        }

        return Shell.Evaluation.Words.Resolve(invocation.Directory, word).Text is { } path
            ? Admits(path, invocation.Outside is null ? invocation.Directory.Text ?? "/" : "/")
            : Admits(shown.StartsWith("of=", StringComparison.Ordinal) ? shown[3..] : shown, "/");
    }

    /// <summary>Whether a file says who may log in; one of a project is a fixture.</summary>
    private static bool Admits(string path, string directory)
    {
        bool listed = path.EndsWith(Keys, StringComparison.Ordinal)
            || path.EndsWith(Keys + "2", StringComparison.Ordinal) || path is ".ssh/authorized_keys" && directory is "/"
            || path.StartsWith("/etc/ssh/authorized_keys", StringComparison.Ordinal)
            || (path.EndsWith("/.rhosts", StringComparison.Ordinal) && path.StartsWith('/'));
        bool home = directory is "/" or "/root" || path.Length - directory.Length is var rest && rest > 0
            && path[directory.Length..] is Keys or Keys + "2" or "/authorized_keys" or "/authorized_keys2"
                or "/.rhosts";
        return listed && (home || !path.StartsWith(directory + "/", StringComparison.Ordinal));
    }

    private static Effect Opened(string path, Invocation? invocation) => new(
        EffectKind.Expose, new Resource("login", path), new Target("login", "this machine", []), Trivial)
    {
        Tool = "logins",
        Summary = $"lets whoever holds the key that it adds to {path} log in",
        Invocation = invocation,
        Safer = "let the person whose account it is add the key",
    };
}
