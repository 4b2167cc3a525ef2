using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Host;

/// <summary>Shells that wait for what is typed into them: a client that writes into a running program does not ask
/// again.</summary>
internal sealed class SessionTool : Tool
{
    public override string Id => "session";

    public override string Title => "Shells opened to be typed into, here and on other machines";

    public override string Documentation =>
        """
        **Recognised**: a shell without a script, a command or an input (`bash`, `bash --norc`, `zsh -i`, `sudo -i`),
        and one on another machine or in a pod (`ssh HOST`, `kubectl exec -it POD -- bash`). What is typed into it later
        passes no hook: clients that can write into a running program do not ask for each line. A shell in a container
        of this machine is development.

        What to do: run one command at a time, with `bash -c` or behind `ssh HOST`.
        """;

    public override ImmutableArray<string>? Programs { get; } =
        ["bash", "sh", "dash", "zsh", "ksh", "ash", "fish", "pwsh", "powershell", "ssh", "sudo", "su"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (invocation.Input is not Input.Inherited || invocation.Name is not { } name)
        {
            return;
        }

        if (name is "ssh")
        {
            if (Host(invocation.Arguments) is { } host)
            {
                effects.Add(Made(invocation, new Target("machine", host.Shown,
                    [new Sign(SignKind.Host, host.Shown, "the machine")]), $"opens a shell on {host.Shown}"));
            }
        }
        else if (IsSession(name, invocation.Arguments))
        {
            effects.Add(Made(
                invocation, new Target("code", invocation.Directory.Shown, []), $"opens {name} to be typed into"));
        }
    }

    private static Effect Made(Invocation invocation, Target target, string what) => new(
        EffectKind.Unknown, new Resource("code.session", ""), target,
        new Recovery.Unknown("nothing of it is known"))
    {
        Tool = "session",
        Summary = what + "; what is typed there is not seen",
        Invocation = invocation,
        Safer = "run one command at a time",
    };

    /// <summary>Options alone, and none that says what to run or only tells something.</summary>
    private static bool IsSession(string name, ImmutableArray<Word> words)
    {
        bool asked = name is not ("sudo" or "su");
        foreach (Word word in words)
        {
            if (word.Text is not ['-' or '+', ..] text || text is "--version" or "--help" or "-V" or "-h"
                || (text is ['-', not '-', ..] && text.Contains('c', StringComparison.Ordinal)))
            {
                return false;
            }

            asked |= name is "sudo" ? text is "-i" or "-s" or "--login" or "--shell" : name is "su";
        }

        return asked || (name is "su" && words.IsEmpty);
    }

    /// <summary>The machine that <c>ssh</c> opens a shell on; null where it runs a command or only forwards.</summary>
    private static Word? Host(ImmutableArray<Word> words)
    {
        Word? host = null;
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i].Text is ['-', var letter, .. var rest])
            {
                // Only tunnels, questions about the connection, and no terminal.
                if ("NfOVGQWT".Contains(letter, StringComparison.Ordinal) || rest is "N" or "fN" or "T")
                {
                    return null;
                }

                i += rest.Length == 0 && "BbcDEeFIiJLlmopRSw".Contains(letter, StringComparison.Ordinal) ? 1 : 0;
            }
            else if (host is not null)
            {
                return null;
            }
            else
            {
                host = words[i];
            }
        }

        return host;
    }
}
