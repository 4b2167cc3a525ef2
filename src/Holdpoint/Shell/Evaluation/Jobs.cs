using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>What the way through a script has started in the background and not waited for: processes without end are
/// found by what one pass of an endless loop leaves running, and by functions that start themselves.</summary>
internal sealed class Jobs(Session session)
{
    private readonly List<Frame> _frames = [];

    /// <summary>Jobs that <c>wait</c> reaches.</summary>
    private int _running;

    /// <summary>Jobs that no <c>wait</c> of this shell reaches: disowned, or of a subshell that ended.</summary>
    private int _lost;

    /// <summary>Times that <c>wait</c> reached them all.</summary>
    private int _waits;

    /// <summary>Times that the way may have ended: exit, return, break.</summary>
    private int _exits;

    /// <summary>Programs that ran in the foreground: as long as they do, nothing else is started.</summary>
    private int _pauses;

    /// <summary>How many processes at once the point at hand stands in, counted from the outermost.</summary>
    private int _beside;

    /// <summary>How many branches that may not be taken the point at hand stands in.</summary>
    private int _uncertain;

    /// <summary>The same where the innermost loop begins.</summary>
    private int _loop;

    private readonly record struct Frame(string Name, int Beside, int Uncertain, int Exits, int Pauses)
    {
        /// <summary>It was called again, beside itself.</summary>
        public bool Again { get; init; }
    }

    /// <summary>A mark to take back what a branch did that is never taken.</summary>
    public readonly record struct Mark(int Running, int Lost, int Waits, int Exits, int Pauses);

    private Mark Here => new(_running, _lost, _waits, _exits, _pauses);

    private void Back(Mark mark) =>
        (_running, _lost, _waits, _exits, _pauses) = (mark.Running, mark.Lost, mark.Waits, mark.Exits, mark.Pauses);

    /// <summary>The way may end here.</summary>
    public void Exit() => _exits++;

    /// <summary>What stands behind a condition begins.</summary>
    public Mark EnterBranch(Outcome condition)
    {
        _uncertain += condition is Outcome.Success ? 0 : 1;
        return Here;
    }

    /// <summary>It ends; where the condition surely fails, it did nothing.</summary>
    public void LeaveBranch(Outcome condition, Mark mark)
    {
        _uncertain -= condition is Outcome.Success ? 0 : 1;
        if (condition is Outcome.Failure)
        {
            Back(mark);
        }
    }

    /// <summary>A command in the background begins.</summary>
    public Mark EnterBackground()
    {
        _beside++;
        return Here;
    }

    public void LeaveBackground(Mark mark)
    {
        _beside--;
        Back(mark);
        _running += _uncertain > _loop ? 0 : 1;
    }

    /// <summary>A stage of a pipe begins, all of whose stages run at once.</summary>
    public void EnterStage() => _beside++;

    public void LeaveStage() => _beside--;

    /// <summary>A subshell begins.</summary>
    public Mark EnterSubshell()
    {
        Mark mark = Here;
        _running = 0;
        return mark;
    }

    /// <summary>It ends: what it leaves running nobody waits for, and its exit was its own.</summary>
    public void LeaveSubshell(Mark mark) =>
        (_running, _lost, _waits, _exits) = (mark.Running, _lost + _running, mark.Waits, mark.Exits);

    /// <summary>A program runs in the foreground, or one of the shell's own commands does.</summary>
    public void Ran(string? name, ImmutableArray<Word> arguments)
    {
        switch (name)
        {
            case "wait" when arguments.IsEmpty || arguments.Any(a => a.MaySplit):
                _running = 0;
                _waits++;
                break;
            case "wait":
                _running = Math.Max(0, _running - arguments.Count(a => a.Text is "-n" or (not ['-', ..])));
                break;
            case "disown":
                _lost += _running;
                _running = 0;
                break;
            case null:
                break;
            case "true" or "false" or ":" or "echo" or "printf" or "[" or "test" or "export" or "declare"
                or "typeset" or "local" or "readonly" or "unset" or "cd" or "pushd" or "popd" or "pwd" or "kill"
                or "jobs" or "bg" or "type" or "alias" or "unalias" or "hash" or "umask" or "ulimit" or "":
                break;
            default:
                _pauses++;
                break;
        }
    }

    /// <summary>A pass begins of a loop that nothing but itself ends.</summary>
    public (int Loop, Mark Mark) EnterEndless()
    {
        (int, Mark) outer = (_loop, Here);
        _loop = _uncertain;
        return outer;
    }

    /// <summary>The pass ends: what it leaves running, the next one adds to.</summary>
    public void LeaveEndless((int Loop, Mark Mark) outer, Span span)
    {
        Mark before = outer.Mark;
        bool more = _lost > before.Lost || (_waits == before.Waits && _running > before.Running);
        if (more && _exits == before.Exits && _pauses == before.Pauses)
        {
            session.AddSwarm(
                "an endless loop starts a program in the background in every pass, and waits for none", span);
        }

        _loop = outer.Loop;
    }

    /// <summary>A function is called: one that runs beside itself, whatever happens, ends never.</summary>
    public void EnterCall(string name, Span span)
    {
        int last = _frames.FindLastIndex(f => f.Name == name);
        if (last >= 0 && _frames[last] is var frame
            && _beside > frame.Beside && _uncertain == frame.Uncertain && _exits == frame.Exits)
        {
            if (_pauses == frame.Pauses || frame.Again)
            {
                session.AddSwarm($"the function {name} starts itself again beside itself, and nothing ends it", span);
            }

            _frames[last] = frame with { Again = true };
        }

        _frames.Add(new Frame(name, _beside, _uncertain, _exits, _pauses));
    }

    public void LeaveCall() => _frames.RemoveAt(_frames.Count - 1);
}
