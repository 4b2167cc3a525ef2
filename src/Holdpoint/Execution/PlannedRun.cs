using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;
using Holdpoint.World;

namespace Holdpoint.Execution;

/// <summary>A command in two steps: a plan is made, and after it was judged just that plan is done. Pure.</summary>
/// <param name="Action">The second step as an action of its own, which is what is judged.</param>
internal sealed record PlannedRun(
    ThroughRequest Plan, ThroughRequest Apply, Action.ShellCommand Action, bool Asks)
{
    /// <summary>The two steps of a command; null where it has no plan, or more words than can be exchanged.</summary>
    /// <param name="file">Where the plan is written.</param>
    public static PlannedRun? Of(Judgement judged, ThroughRequest request, string file)
    {
        if (Planning(judged) is not { Plan: { } way, Invocation: { } invocation }
            || Before(judged, request, invocation) is not { } before)
        {
            return null;
        }

        ThroughRequest apply = With(before, [.. way.Apply, file]);
        return new PlannedRun(
            With(before, [.. way.Plan, way.Out + file]), apply,
            new Action.ShellCommand(ShellQuoting.Join([apply.Program, .. apply.Arguments]), apply.Directory)
            {
                Asked = (judged.Action as Action.ShellCommand)?.Text,
            },
            way.Asks);
    }

    /// <summary>The effect that a plan can be made of first, whether or not the command's words can be exchanged for
    /// it; null without one.</summary>
    public static Effect? Planning(Judgement judged) =>
        judged.Effects.FirstOrDefault(e => e is { Plan: not null, Invocation: not null });

    private static ThroughRequest With(ThroughRequest before, ImmutableArray<string> arguments) =>
        before with { Arguments = before.Arguments.AddRange(arguments) };

    /// <summary>All of a command that stands before the program's own arguments: the program, its wrappers, its
    /// folder, its variables. Null where more than that is in it.</summary>
    private static ThroughRequest? Before(Judgement judged, ThroughRequest request, Invocation invocation)
    {
        ImmutableArray<string?> known = [invocation.Program.Text, .. invocation.Arguments.Select(a => a.Text)];
        ImmutableArray<string> words = [request.Program, .. request.Arguments];
        if (known.Contains(null) || judged.Reading is not { Opaque.IsEmpty: true })
        {
            return null;
        }

        if (words.AsSpan().EndsWith([.. known.OfType<string>()]))
        {
            ImmutableArray<string> kept = words[..^(known.Length - 1)];
            return request with { Program = kept[0], Arguments = kept[1..] };
        }

        return known[0] is { } program && IsAlone(judged, invocation) ? request with
        {
            Program = program,
            Arguments = [],
            Directory = invocation.Directory.Text ?? request.Directory,
            Environment = request.Environment.SetItems(
                invocation.Environment.Select(v => KeyValuePair.Create(v.Key, v.Value?.Text))),
        }
            : null;
    }

    /// <summary>A command line that runs this program and nothing else, but for the way into its folder: no shell has
    /// to read it.</summary>
    private static bool IsAlone(Judgement judged, Invocation invocation) =>
        invocation is
        {
            Wrappers.IsEmpty: true, CleanEnvironment: false, Outside: null, Root: null, File: null,
            Input: Input.Inherited, Directory.Text: ['/', ..],
        }
        && invocation.Environment.Values.All(v => v is null or { Text: not null })
        && judged.Reading is { } reading
        && reading.Invocations.All(i => ReferenceEquals(i, invocation) || i.Name is "cd")
        && judged.Action is Action.ShellCommand shell
        && ShellParser.Parse(shell.Text) is ParseAnswer.Parsed { Script.Items: [{ Background: false } only] }
        && IsPlain(only.Command);

    private static bool IsPlain(Command command) => command switch
    {
        SimpleCommand simple => simple.Redirects.IsEmpty,
        AndOrCommand { Operator: AndOr.And } both => IsPlain(both.Left) && IsPlain(both.Right),
        _ => false,
    };
}
