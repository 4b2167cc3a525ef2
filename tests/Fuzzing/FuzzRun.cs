using System.Diagnostics;
using System.Globalization;

namespace Holdpoint.Tests.Fuzzing;

/// <summary>What a run over one target came to.</summary>
internal sealed record FuzzReport(string Target, long Inputs, TimeSpan Taken, IReadOnlyList<Finding> Findings)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Target,-12} {Inputs,11:N0} inputs {Inputs / Math.Max(0.001, Taken.TotalSeconds),9:N0}/s "
            + $"{Findings.Count} faults");
}

/// <summary>A fault with the smallest text that shows it.</summary>
internal sealed record Finding(string Target, long Seed, long Number, string Text, string Fault)
{
    /// <summary>As a case to be pasted, and how to see it again.</summary>
    public override string ToString()
    {
        string shown = Text.Replace("\r", "␍", StringComparison.Ordinal)
            .Replace("\0", "␀", StringComparison.Ordinal).Replace("\n", "\n| ", StringComparison.Ordinal);
        return $"# ./do fuzz --target {Target} --seed {Seed} --only {Number}\n"
            + $"== {Fault.Split('\n')[0]}\n$ {shown}\n{Fault}";
    }
}

/// <summary>Feeds one target.</summary>
internal sealed class FuzzRun(FuzzTarget target, long seed)
{
    /// <summary>The longest that one input may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    /// <summary>After so many kinds of faults the rest can wait.</summary>
    private const int MaxFindings = 60;

    /// <summary>Slowness has no place that tells one defect from another; a few examples do.</summary>
    private const int MaxSlow = 8;

    /// <summary>A slow input is measured so often, and its fastest time counts: the first time may have compiled
    /// code.</summary>
    private const int Measurements = 3;

    private const int WarmMeasurements = 61;

    private readonly List<Finding> _findings = [];
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);
    private int _slow;

    /// <summary>Called before each input with its number.</summary>
    public Action<long> Before { get; init; } = _ => { };

    /// <summary>Longer inputs are measured again; ordinary ones are not measured by processor time at all.</summary>
    public TimeSpan Limit { get; init; } = Longest;

    /// <summary>Feeds inputs in the order of their numbers until the count or the time is reached.</summary>
    public FuzzReport Run(long from, long count, TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        long number = from;
        for (; number < from + count && _findings.Count < MaxFindings; number++)
        {
            if (Stopwatch.GetElapsedTime(start) > time)
            {
                break;
            }

            Before(number);
            One(number);
        }

        return new FuzzReport(target.Name, number - from, Stopwatch.GetElapsedTime(start), _findings);
    }

    private void One(long number)
    {
        Trial trial = target.Of(seed, number);
        long start = Stopwatch.GetTimestamp();
        string? fault = Fault(trial, trial.Text);
        if (fault is null && Stopwatch.GetElapsedTime(start) > Limit && Took(trial, trial.Text) is var took
            && took > Limit)
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"it took {took.TotalMilliseconds:0} ms");
        }

        if (fault is null)
        {
            return;
        }

        string kind = Kind(fault);
        if (kind is Slow ? ++_slow > MaxSlow : !_kinds.Add(kind))
        {
            return;
        }

        string text = !trial.Reducible ? trial.Text
            : kind is Slow ? Reducer.Smallest(trial.Text, t => Took(trial, t) > Limit)
            : Reducer.Smallest(trial.Text, t => Fault(trial, t) is { } f && Kind(f) == kind);
        _findings.Add(new Finding(target.Name, seed, number, text, fault));
    }

    /// <summary>The median time of an input once its code is compiled.</summary>
    public static TimeSpan Warm(Trial trial)
    {
        var all = new List<TimeSpan>();
        for (int i = 0; i < WarmMeasurements; i++)
        {
            TimeSpan start = ThreadClock.Now;
            Fault(trial, trial.Text);
            all.Add(ThreadClock.Now - start);
        }

        all.Sort();
        return all[all.Count / 2];
    }

    private static string? Fault(Trial trial, string text)
    {
        try
        {
            return trial.Fault(text);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.ToString();
        }
    }

    private TimeSpan Took(Trial trial, string text)
    {
        TimeSpan fastest = TimeSpan.MaxValue;
        for (int i = 0; i < Measurements && fastest > Limit; i++)
        {
            TimeSpan start = ThreadClock.Now;
            Fault(trial, text);
            TimeSpan took = ThreadClock.Now - start;
            fastest = took < fastest ? took : fastest;
        }

        return fastest;
    }

    private const string Slow = "slow";

    /// <summary>Two faults of one kind are one defect: the same exception from the same place, or slowness.</summary>
    private static string Kind(string fault)
    {
        if (fault.StartsWith("it took ", StringComparison.Ordinal))
        {
            return Slow;
        }

        string[] lines = fault.Split('\n', 4);
        string first = new([.. lines[0].TakeWhile(c => c is not ':' and not '\'').Where(c => !char.IsAsciiDigit(c))]);
        return lines.Length > 2 && lines[1].TrimStart().StartsWith("at ", StringComparison.Ordinal)
            ? first + lines[1] + lines[2] : first;
    }
}
