using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell;

/// <summary>Stage 1: text → tree → invocations.</summary>
internal static class ShellReader
{
    /// <summary>Reads a shell command; total: it returns on every string.</summary>
    public static Reading Read(string text, ShellContext context)
    {
        var session = new Session(context, text);
        switch (ShellParser.Parse(text))
        {
            case ParseAnswer.Parsed(var script):
                session.Walker.Run(script);
                break;
            case ParseAnswer.Unreadable(var position, _, _)
                when position == text.Length && UnclosedQuote.Readings(text) is [var closed, var opened]:
                Reading first = Read(closed, context);
                Reading second = Read(opened, context);
                return first with
                {
                    Invocations = [.. first.Invocations, .. second.Invocations],
                    Opaque = [.. first.Opaque, .. second.Opaque],
                };
            case ParseAnswer.Unreadable(var position, var why, var before):
                session.Walker.Run(before);
                var rest = Span.Between(position, text.Length);
                session.AddOpaque(OpacityKind.Unreadable, $"{why} at offset {position}", rest);
                break;
        }

        session.Walker.RunTraps();
        return new Reading(session.Found, session.Opaque) { Swarms = session.Swarms, Stopped = session.Stopped };
    }
}
