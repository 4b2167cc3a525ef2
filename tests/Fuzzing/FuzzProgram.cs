using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace Holdpoint.Tests.Fuzzing;

/// <summary><c>./do fuzz</c>: feeds the targets for a time or a number of inputs and reports each.</summary>
internal static class FuzzProgram
{
    public const string Usage = "./do fuzz [SECONDS | --runs N] [--target NAME] [--seed N] [--from N] "
        + "[--only N] [--slow MILLISECONDS]";

    private const int DefaultSeconds = 60;

    /// <summary>Twice what a hook's own main thread has on small machines is not needed: what passes here passes
    /// there.</summary>
    private const int StackBytes = 1024 * 1024;

    /// <summary>Inputs of one target before its progress is printed and the next has its turn.</summary>
    private const int RoundSeconds = 20;

    /// <summary>An input that does not come back for so long never will.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(60);

    private sealed record Wishes(TimeSpan Time, long Runs, string? Target, long Seed, long From, bool One,
        TimeSpan Limit);

    public static int Run(string[] args)
    {
        if (Read(args) is not { } wishes || (wishes.Target is { } name && AllTargets.Find(name) is null))
        {
            Console.Error.WriteLine($"{Usage}\ntargets: {string.Join(' ', AllTargets.Names)}");
            return 2;
        }

        // Deep recursion ends in an answer on a small stack, or it is found here.
        int faults = 0;
        var thread = new Thread(() => faults = Feed(wishes), StackBytes);
        thread.Start();
        thread.Join();
        return faults == 0 ? 0 : 1;
    }

    private static int Feed(Wishes wishes)
    {
        (FuzzTarget Target, int Share)[] targets = [.. AllTargets.Shares
            .Where(s => wishes.Target is null || s.Target.Name == wishes.Target)];
        int shares = targets.Sum(t => t.Share);
        long start = Stopwatch.GetTimestamp();
        long inputs = 0;
        int faults = 0;
        using var last = new LastInput();
        foreach ((FuzzTarget target, int share) in targets)
        {
            if (wishes.One)
            {
                // Printed first: feeding it may be the end of us.
                Trial only = target.Of(wishes.Seed, wishes.From);
                Console.WriteLine(only.Text);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"warm it takes {FuzzRun.Warm(only).TotalMilliseconds:0.0} ms"));
            }

            long count = wishes.One ? 1 : Math.Max(1, (long)((Int128)wishes.Runs * share / shares));
            TimeSpan time = wishes.Time == TimeSpan.MaxValue ? wishes.Time : wishes.Time * share / shares;
            FuzzReport report = Feed(target, wishes, count, time, last);
            Console.WriteLine(report);
            inputs += report.Inputs;
            faults += report.Findings.Count;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{inputs:N0} inputs in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, {faults} faults, "
                + $"seed {wishes.Seed}"));
        return faults;
    }

    /// <summary>One target in rounds, with a line of progress after each; a fault's kind is told once a
    /// round.</summary>
    private static FuzzReport Feed(FuzzTarget target, Wishes wishes, long count, TimeSpan time, LastInput last)
    {
        var run = new FuzzRun(target, wishes.Seed)
        {
            Before = number => last.Is(target.Name, wishes.Seed, number),
            Limit = wishes.Limit,
        };
        long start = Stopwatch.GetTimestamp();
        long done = 0;
        var findings = new List<Finding>();
        TimeSpan round = TimeSpan.FromSeconds(RoundSeconds);
        while (done < count && Stopwatch.GetElapsedTime(start) is var gone && gone < time)
        {
            FuzzReport part = run.Run(
                wishes.From + done, count - done, time - gone < round ? time - gone : round);
            done += part.Inputs;
            foreach (Finding finding in part.Findings.Skip(findings.Count))
            {
                findings.Add(finding);
                Console.WriteLine($"\n{finding}\n");
            }

            if (part.Inputs == 0)
            {
                break;
            }

            Console.Error.WriteLine(new FuzzReport(target.Name, done, Stopwatch.GetElapsedTime(start), findings));
        }

        return new FuzzReport(target.Name, done, Stopwatch.GetElapsedTime(start), findings);
    }

    private static Wishes? Read(string[] args)
    {
        var wishes = new Wishes(TimeSpan.FromSeconds(DefaultSeconds), long.MaxValue / 2, null, 1, 0, false,
            FuzzRun.Longest);
        for (int i = 0; i < args.Length; i++)
        {
            string word = args[i];
            string? value = word.StartsWith("--", StringComparison.Ordinal) ? args.ElementAtOrDefault(++i) : word;
            if (word is "--target" && value is not null)
            {
                wishes = wishes with { Target = value };
                continue;
            }

            if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                return null;
            }

            Wishes? more = word switch
            {
                "--runs" => wishes with { Runs = number, Time = TimeSpan.MaxValue },
                "--seed" => wishes with { Seed = number },
                "--from" => wishes with { From = number },
                "--slow" => wishes with { Limit = TimeSpan.FromMilliseconds(number) },
                "--only" => wishes with { From = number, Runs = 1, One = true, Time = TimeSpan.MaxValue },
                _ when word == value => wishes with { Time = TimeSpan.FromSeconds(number) },
                _ => null,
            };
            if (more is null)
            {
                return null;
            }

            wishes = more;
        }

        return wishes;
    }

    /// <summary>Keeps on disk which input is being fed, for when the process dies of it, and ends a process that is
    /// stuck.</summary>
    private sealed class LastInput : IDisposable
    {
        private const int Length = 200;

        private readonly string _path;
        private readonly MemoryMappedFile _file;
        private readonly MemoryMappedViewAccessor _view;
        private readonly byte[] _line = new byte[Length];
        private readonly Timer _timer;
        private long _changed = Stopwatch.GetTimestamp();
        private string _target = "";

        public LastInput()
        {
            string folder = Path.Join(Cases.Repository.Root, "artifacts");
            Directory.CreateDirectory(folder);

            // One for each process: another run must not cut it short.
            _path = Path.Join(folder, $"fuzz-last-input.{Environment.ProcessId}");
            _file = MemoryMappedFile.CreateFromFile(_path, FileMode.Create, null, Length);
            _view = _file.CreateViewAccessor();
            _timer = new Timer(_ => Look(), null, Stuck, TimeSpan.FromSeconds(5));
        }

        public void Is(string target, long seed, long number)
        {
            if (_target != target)
            {
                _target = target;
                Array.Fill(_line, (byte)' ');
                _line[^1] = (byte)'\n';
                Encoding.UTF8.GetBytes($"./do fuzz --target {target} --seed {seed} --only").CopyTo(_line, 0);
            }

            number.TryFormat(_line.AsSpan(Length - 22), out int _, "D20", CultureInfo.InvariantCulture);
            _view.WriteArray(0, _line, 0, Length);
            Volatile.Write(ref _changed, Stopwatch.GetTimestamp());
        }

        public void Dispose()
        {
            _timer.Dispose();
            _view.Dispose();
            _file.Dispose();
            File.Delete(_path);
        }

        private void Look()
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _changed)) > Stuck)
            {
                Console.Error.WriteLine("stuck on " + Encoding.UTF8.GetString(_line).Trim());
                Environment.Exit(3);
            }
        }
    }
}
