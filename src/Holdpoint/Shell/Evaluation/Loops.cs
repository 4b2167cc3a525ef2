using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Loops: unrolled where their passes are known, else run until nothing new can come of another
/// pass.</summary>
internal sealed class Loops(Session session)
{
    /// <summary>Passes after which a variable that still changes is unknown.</summary>
    private const int Passes = 3;

    private List<Scope>? _exits;

    public bool Running => _exits is not null;

    public Outcome Run(Command command)
    {
        List<Scope>? outer = _exits;
        _exits = [];
        int mark = session.Count;
        switch (command)
        {
            case ForCommand each:
                session.Choosing(each, static (s, c) => s.Walker.Loops.RunFor(c));
                break;
            case WhileCommand loop:
                RunWhile(loop);
                break;
            case ArithmeticForCommand counted:
                RunCounted(counted);
                break;
        }

        foreach (Scope exit in _exits)
        {
            session.Scope = Scope.Join(session.Scope, exit with { Ending = Ending.Running });
        }

        session.Distinct(mark);
        _exits = outer;
        return Outcome.Unknown;
    }

    /// <summary><c>break</c> or <c>continue</c>: what follows in the body does not run.</summary>
    public void Exit()
    {
        _exits?.Add(session.Scope);
        session.Scope = session.Scope with { Ending = Ending.Loop };
    }

    private Outcome RunFor(ForCommand each)
    {
        List<Word> words =
            each.Words is { } nodes ? session.Expander.Expand(nodes)
            : session.Scope.Positional.IsDefault ? [Word.Unknown("$@", splits: true)]
            : [.. session.Scope.Positional];
        if (each.Select)
        {
            words = [Word.Unknown("$" + each.Name, splits: true)];
        }

        if (words.Count > Bounds.Iterations)
        {
            words.RemoveRange(Bounds.Iterations, words.Count - Bounds.Iterations);
            words.Add(Word.Unknown("$" + each.Name));
        }

        foreach (Word word in words)
        {
            Scope before = session.Scope;
            Word value = Words.OneByOne(Words.Quoted(word));
            if (word.MaySplit || word.HasGlob)
            {
                // Any number of passes, none too.
                Repeat(() =>
                {
                    session.Scope = session.Scope.Assign(each.Name, value);
                    Pass(Outcome.Unknown, each.Span, each.Body);
                    return Outcome.Unknown;
                });
                session.Scope = Scope.Join(before, session.Scope);
                continue;
            }

            session.Scope = before.Assign(each.Name, value);
            if (!Body(each.Body))
            {
                break;
            }
        }

        return Outcome.Unknown;
    }

    private void RunWhile(WhileCommand loop)
    {
        Repeat(() =>
        {
            Outcome condition = session.Walker.Run(loop.Condition);
            condition =
                !loop.Until ? condition
                : condition is Outcome.Success ? Outcome.Failure
                : condition is Outcome.Failure ? Outcome.Success
                : Outcome.Unknown;
            if (condition is not Outcome.Failure || !IsReading(loop))
            {
                Scope skipped = session.Scope;
                Pass(condition, loop.Span, loop.Body);
                if (condition is not Outcome.Success)
                {
                    session.Scope = Scope.Join(skipped, session.Scope);
                }
            }

            return condition;
        });
    }

    /// <summary>Runs a body of which it is known whether it runs for ever.</summary>
    private void Pass(Outcome condition, Span span, CommandList body)
    {
        if (condition is Outcome.Success)
        {
            (int, Jobs.Mark) outer = session.Jobs.EnterEndless();
            Body(body);
            session.Jobs.LeaveEndless(outer, span);
            return;
        }

        Jobs.Mark jobs = session.Jobs.EnterBranch(condition);
        Body(body);
        session.Jobs.LeaveBranch(condition, jobs);
    }

    /// <summary>Only a <c>read</c> that met the end of known text surely ends a loop; other conditions may be judged
    /// wrongly.</summary>
    private static bool IsReading(WhileCommand loop) =>
        loop.Condition.Items
            is [.., { Command: SimpleCommand { Words: [{ Parts: [LiteralPart { Text: "read" }] }, ..] } }];

    private void RunCounted(ArithmeticForCommand counted)
    {
        session.Walker.RunArithmetic(counted.Start);
        int passes = 0;
        while (passes++ < Bounds.Iterations && !session.Stopped)
        {
            Outcome condition = session.Walker.RunArithmetic(counted.Condition);
            if (condition is Outcome.Failure)
            {
                return;
            }

            if (condition is Outcome.Unknown)
            {
                bool endless = session.Expander.Single(counted.Condition).Text is { } text
                    && string.IsNullOrWhiteSpace(text);
                Repeat(() =>
                {
                    Pass(endless ? Outcome.Success : Outcome.Unknown, counted.Span, counted.Body);
                    session.Walker.RunArithmetic(counted.Step);
                    return Outcome.Unknown;
                });
                return;
            }

            if (!Body(counted.Body))
            {
                return;
            }

            session.Walker.RunArithmetic(counted.Step);
        }
    }

    /// <summary>Runs a body; true when another pass may follow.</summary>
    private bool Body(CommandList body)
    {
        session.Walker.Run(body);
        if (session.Scope.Ending is Ending.Loop)
        {
            session.Scope = session.Scope with { Ending = Ending.Running };
        }

        return !session.Stopped && session.Scope.Ending is Ending.Running;
    }

    /// <summary>Runs passes until one changes nothing; a variable that changes with every pass becomes
    /// unknown.</summary>
    private void Repeat(Func<Outcome> pass)
    {
        for (int i = 0, read = 0; read < Bounds.Iterations && !session.Stopped; i++)
        {
            Scope before = session.Scope;
            Outcome outcome = pass();
            if (session.Scope.Ending is not Ending.Running || outcome is Outcome.Failure)
            {
                break;
            }

            if (!ReferenceEquals(before.Input, session.Scope.Input))
            {
                // A line of known text was read: the passes are known.
                read++;
                continue;
            }

            Scope joined = Scope.Join(before, session.Scope);
            if (i >= Passes || Settled(before, joined))
            {
                break;
            }

            session.Scope = i == Passes - 2 ? Widen(before, joined) : joined;
        }
    }

    private static bool Settled(Scope before, Scope after) =>
        after.Directories.Length == before.Directories.Length
        && after.Variables.Count == before.Variables.Count
        && after.Variables.All(v => before.Variables[v.Key].Alternatives.Length == v.Value.Alternatives.Length);

    private static Scope Widen(Scope before, Scope after)
    {
        ImmutableDictionary<string, Variable> variables = after.Variables;
        foreach ((string name, Variable variable) in after.Variables)
        {
            if (
                before.Variables.GetValueOrDefault(name) is not { } old
                || old.Alternatives.Length != variable.Alternatives.Length
            )
            {
                var unknown = new Variable([Holding.Scalar(Word.Unknown("$" + name))], variable.Flags);
                variables = variables.SetItem(name, Variable.Join(name, variable, unknown));
            }
        }

        return after with
        {
            Variables = variables,
        };
    }
}
