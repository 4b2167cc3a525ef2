using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>A test whether a file is there, which decides whether the branch behind it runs.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Holds">True when the test succeeds where the file is there, false when it succeeds where it is
/// not.</param>
internal readonly record struct ExistenceTest(string Path, bool Holds)
{
    /// <summary><c>! -f FILE</c>: a longer test says more than whether a file is there.</summary>
    public const int MaxWords = 3;

    /// <summary>Reads the command that has just run; null where it is no such test, or may have been run with
    /// other words.</summary>
    /// <param name="mark">How many invocations there were before it.</param>
    public static ExistenceTest? Of(Command command, Session session, int mark)
    {
        switch (command)
        {
            case PipelineCommand { Stages: [var only] } pipeline when Of(only.Command, session, mark) is { } inner:
                return pipeline.Negated ? inner with { Holds = !inner.Holds } : inner;
            case SimpleCommand when session.Count == mark + 1 && session.Last is { Name: "[" or "test" } test:
                return Read(
                    test.Name is "[" && test.Arguments is [.. var inside, { Text: "]" }] ? inside : test.Arguments,
                    test.Directory
                );
            case ConditionalCommand when session.Scope.Directories is [var directory]:
                return Read(session.Walker.Tested, directory);
            default:
                return null;
        }
    }

    /// <summary>Reads a condition of one command.</summary>
    public static ExistenceTest? Of(CommandList condition, Session session, int mark) =>
        condition.Items is [{ Background: false } item] ? Of(item.Command, session, mark) : null;

    /// <summary>What is known to be missing on one side of the test.</summary>
    public static ImmutableArray<string> Absent(ExistenceTest? test, bool success, ImmutableArray<string> known) =>
        test is { } found && found.Holds != success ? known.Add(found.Path) : known;

    private static ExistenceTest? Read(ImmutableArray<Word> words, Word directory)
    {
        bool negated = words is [{ Text: "!" }, ..];
        if (words.Length != (negated ? MaxWords : MaxWords - 1) || words[^2].Text is not ("-f" or "-e" or "-s")
            || !words[^1].TryText(out string text) || text.Length == 0)
        {
            return null;
        }

        return Evaluation.Words.Resolve(directory, new Word(text)).Text is ['/', ..] path
            ? new ExistenceTest(path, !negated)
            : null;
    }
}
