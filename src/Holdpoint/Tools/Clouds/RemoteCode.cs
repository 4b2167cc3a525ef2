using System.Collections.Immutable;
using Holdpoint.Policy;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Clouds;

/// <summary>Shell code that a cloud carries to a machine or container: read like any other, but what it touches cannot
/// be measured from here.</summary>
internal static class RemoteCode
{
    /// <summary>A longer script is opaque.</summary>
    private const int LongestScript = 64 * 1024;

    /// <summary>The gravest thing that the code would do.</summary>
    /// <param name="where">"on i-1", "in a container of web".</param>
    public static Deed Of(string text, string where)
    {
        if (text.Length > LongestScript)
        {
            return Deed.Runs($"runs a script of {text.Length} characters {where}", "it is longer than what is read");
        }

        if (IsShell(text))
        {
            return Session(where);
        }

        var action = new Action.ShellCommand(text, "/");
        Reading reading = ShellReader.Read(text, new ShellContext("/", ImmutableDictionary<string, string>.Empty));
        Effect? worst = null;
        foreach (Effect effect in Recogniser.Recognise(action, reading))
        {
            worst = worst is null || effect.Kind > worst.Kind ? effect : worst;
        }

        return worst is null or { Kind: EffectKind.Read or EffectKind.Create }
            ? Deed.Modifies($"runs `{Words.Plain(text)}` {where}", "it can be run again")
            : new Deed(worst.Kind, $"runs {where}: {worst.Summary}",
                new Recovery.Unknown("nothing tells what is there"))
            {
                Resource = worst.Resource,
            };
    }

    /// <summary>A shell that a person or a program types into later.</summary>
    public static Deed Session(string where) =>
        Deed.Runs($"opens a shell {where}; what is typed there is not seen", "nothing of it is known");

    private static bool IsShell(string command) => command.Trim() is "sh" or "bash" or "/bin/sh" or "/bin/bash" or "zsh"
        or "/bin/ash" or "ash" or "sudo su" or "sudo -i" or "su" or "/bin/bash -l" or "bash -l";
}
