using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>And-or lists, if and case: every branch that may be taken, and what holds after them.</summary>
internal sealed class Branches(Session session)
{
    /// <summary>Runs an and-or list, whose left side may be hundreds deep; what holds after success and after failure
    /// is kept apart.</summary>
    public Outcome RunChain(AndOrCommand chain)
    {
        Stack<AndOrCommand> rest = [];
        Command first = chain;
        while (first is AndOrCommand { Redirects.IsEmpty: true } link)
        {
            rest.Push(link);
            first = link.Left;
        }

        Scope start = session.Scope;
        ImmutableArray<string> absent = start.Absent;
        int mark = session.Count;
        Outcome outcome = session.Walker.Run(first);
        ExistenceTest? test = ExistenceTest.Of(first, session, mark);
        Scope success = session.Scope;

        // What nearly always succeeds (cd, an assignment) did nothing where it failed all the same.
        bool fails = outcome is not Outcome.Success;
        Span? run = first is SimpleCommand ? first.Span : null;
        Scope failure = fails ? success : start with { Output = success.Output };
        foreach (AndOrCommand link in rest)
        {
            bool and = link.Operator is AndOr.And;
            start = and ? success : failure;
            if (session.Stopped || start.Ending is not Ending.Running)
            {
                continue;
            }

            // The test speaks for the command behind it, and for nothing after that.
            session.Scope = start with
            {
                Absent = ExistenceTest.Absent(test, and, absent),

                // Of commands in nested text only the whole has a place.
                After = and && session.Source.Origin is null ? run : null,
            };
            test = null;
            run = link.Right is not SimpleCommand ? null
                : Span.Between(and && run is { } far ? far.Start : link.Right.Span.Start, link.Right.Span.End);
            Outcome condition = fails ? Outcome.Unknown : and ? Outcome.Success : Outcome.Failure;
            bool failed = outcome is Outcome.Failure;
            if (failed)
            {
                condition = and ? Outcome.Failure : Outcome.Success;
            }

            outcome = Outcome.Unknown;
            Jobs.Mark jobs = session.Jobs.EnterBranch(condition);
            bool sure = session.Walker.Run(link.Right) is Outcome.Success;
            session.Jobs.LeaveBranch(condition, jobs);
            session.Scope = session.Scope with { After = null };
            Scope right = session.Scope;
            Scope wrong = sure ? start with { Output = right.Output } : right;
            (success, failure, fails) = and
                ? (
                    right,
                    !fails ? wrong
                    : sure ? failure
                    : Scope.Join(failure, right),
                    fails || !sure
                )
                : (failed ? right : Scope.Join(success, right), wrong, !sure);
        }

        Scope after = fails ? Scope.Join(success, failure) : success;
        session.Scope = after.Absent == absent ? after : after with { Absent = absent };
        return fails ? Outcome.Unknown : Outcome.Success;
    }

    public Outcome RunIf(IfCommand choice)
    {
        Scope? joined = null;
        ImmutableArray<string> absent = session.Scope.Absent;
        ExistenceTest? test = null;
        foreach (IfBranch branch in choice.Branches)
        {
            int mark = session.Count;
            Outcome outcome = session.Walker.Run(branch.Condition);
            Scope condition = session.Scope;
            test = ExistenceTest.Of(branch.Condition, session, mark);
            if (test is not null)
            {
                session.Scope = condition with { Absent = ExistenceTest.Absent(test, success: true, absent) };
            }

            Jobs.Mark jobs = session.Jobs.EnterBranch(outcome);
            session.Walker.Run(branch.Body);
            session.Jobs.LeaveBranch(outcome, jobs);
            joined = joined is null ? session.Scope : Scope.Join(joined, session.Scope);
            session.Scope = condition;
            if (condition.Ending is not Ending.Running)
            {
                break;
            }
        }

        if (choice.Else is { } otherwise)
        {
            if (test is not null && choice.Branches.Length == 1)
            {
                session.Scope = session.Scope with { Absent = ExistenceTest.Absent(test, success: false, absent) };
            }

            Jobs.Mark jobs = session.Jobs.EnterBranch(Outcome.Unknown);
            session.Walker.Run(otherwise);
            session.Jobs.LeaveBranch(Outcome.Unknown, jobs);
        }

        Scope after = joined is null ? session.Scope : Scope.Join(joined, session.Scope);
        session.Scope = after.Absent == absent ? after : after with { Absent = absent };
        return Outcome.Unknown;
    }

    /// <summary>Runs the arm that matches where that is sure, else every arm.</summary>
    public Outcome RunCase(CaseCommand choice)
    {
        string? subject = session.Expander.Single(choice.Subject).Text;
        Scope before = session.Scope;
        Scope joined = before;
        bool falls = false;
        foreach (CaseArm arm in choice.Arms)
        {
            bool? matches = falls ? true : false;
            foreach (WordNode pattern in arm.Patterns)
            {
                string? known = session.Expander.Pattern(pattern);
                bool? one =
                    subject is null
                    || known is null
                    || known.Length > Patterns.MaxLength
                    || subject.Length > Patterns.MaxLength
                    || known.Contains('(', StringComparison.Ordinal)
                        ? null
                        : Patterns.Matches(known, subject);
                matches =
                    matches is true || one is true ? true
                    : one is null ? null
                    : matches;
            }

            if (matches is false)
            {
                continue;
            }

            session.Scope = falls ? session.Scope : before;
            Outcome taken = matches is true ? Outcome.Success : Outcome.Unknown;
            Jobs.Mark jobs = session.Jobs.EnterBranch(taken);
            session.Walker.Run(arm.Body);
            session.Jobs.LeaveBranch(taken, jobs);
            falls = arm.Terminator == ";&";
            joined =
                matches is true && !falls && ReferenceEquals(joined, before)
                    ? session.Scope
                    : Scope.Join(joined, session.Scope);
            if (matches is true && arm.Terminator == ";;")
            {
                break;
            }
        }

        session.Scope = joined;
        return Outcome.Unknown;
    }
}
