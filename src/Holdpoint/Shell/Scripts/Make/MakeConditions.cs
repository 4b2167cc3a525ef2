using System.Collections.Immutable;

namespace Holdpoint.Shell.Scripts.Make;

/// <summary>The conditionals around the line at hand: <c>ifeq</c>, <c>ifdef</c>, <c>else</c>, <c>endif</c>. Where only
/// running tells which way is taken, all are.</summary>
internal sealed class MakeConditions(MakeExpander expander)
{
    private readonly Stack<Frame> _frames = [];

    /// <summary>Whether lines count here.</summary>
    public bool Taking => !_frames.TryPeek(out Frame? frame) || (frame.Taking && frame.OuterTaking);

    /// <summary>Whether it is not sure that they count.</summary>
    public bool Uncertain => _frames.TryPeek(out Frame? frame) && (frame.Unknown || frame.OuterUnknown);

    public int Depth => _frames.Count;

    /// <summary>Ends conditionals that a file left open.</summary>
    public void Close(int depth)
    {
        while (_frames.Count > depth)
        {
            End();
        }
    }

    /// <summary>Reads a line; false when it is no conditional.</summary>
    public bool Read(string word, string rest)
    {
        switch (word)
        {
            case "ifeq" or "ifneq" or "ifdef" or "ifndef":
                Begin(Taking ? Test(word, rest) : false);
                return true;
            case "else" when _frames.Count > 0:
                string[] words = rest.Split([' ', '\t', '('], 2, StringSplitOptions.RemoveEmptyEntries);
                bool tests = words.Length > 0 && words[0].StartsWith("if", StringComparison.Ordinal);
                Else(tests ? words[0] : null, tests ? rest[words[0].Length..].Trim() : "");
                return true;
            case "endif" when _frames.Count > 0:
                End();
                return true;
            default:
                return word is "else" or "endif";
        }
    }

    private void Begin(bool? condition) => _frames.Push(new Frame
    {
        Start = expander.Variables,
        OuterTaking = Taking,
        OuterUnknown = Uncertain,
        Taking = condition is not false,
        Unknown = condition is null,
        Done = condition is true,
    });

    private void Else(string? word, string rest)
    {
        Frame frame = _frames.Peek();
        if (frame is { Taking: true, Unknown: true })
        {
            frame.Ends.Add(expander.Variables);
            expander.Variables = frame.Start;
        }

        frame.Taking = false;
        if (frame.Done || !frame.OuterTaking)
        {
            return;
        }

        bool? condition = word is null ? true : Test(word, rest);
        frame.Taking = condition is not false;
        frame.Unknown |= condition is null;
        frame.Done = condition is true;
    }

    private void End()
    {
        Frame frame = _frames.Pop();
        if (frame.Unknown)
        {
            if (frame.Taking)
            {
                frame.Ends.Add(expander.Variables);
            }

            if (!frame.Done)
            {
                frame.Ends.Add(frame.Start);
            }

            expander.Variables = MakeVariable.Join(frame.Ends);
            expander.Uncertain = true;
        }
    }

    /// <summary>What a condition says; null when only running tells.</summary>
    private bool? Test(string word, string rest)
    {
        if (word is "ifdef" or "ifndef")
        {
            string name = expander.Expand(rest).Trim();
            bool?[] defined =
            [
                .. (expander.Variables.GetValueOrDefault(name)?.Values ?? [])
                    .Select(v => (bool?)(v.Text is { Length: > 0 })),
            ];
            bool? is_ = defined.Length == 0 || Array.TrueForAll(defined, d => d is false)
                ? expander.Outer(name) is { Length: > 0 }
                : Array.TrueForAll(defined, d => d is true) ? true : null;
            return word is "ifdef" ? is_ : !is_;
        }

        if (Sides(rest) is not var (left, right))
        {
            return null;
        }

        bool? equal = null;
        bool first = true;
        foreach (string one in expander.All(left + "\u0001" + right))
        {
            string[] sides = one.Split('\u0001');
            bool? here = sides[0].Trim() == sides[^1].Trim() ? true
                : expander.IsUnknown(one) ? null
                : false;
            equal = first ? here : equal == here ? equal : null;
            first = false;
        }

        return word is "ifeq" ? equal : !equal;
    }

    private static (string Left, string Right)? Sides(string text)
    {
        if (text.StartsWith('(') && MakeText.Closing(text, 0) is > 0 and var close)
        {
            string inner = text[1..close];
            int comma = MakeText.Find(inner, 0, ",");
            return comma < 0 ? null : (inner[..comma], inner[(comma + 1)..]);
        }

        if (text is ['"' or '\'', ..] && text.IndexOf(text[0], 1) is > 0 and var end)
        {
            string second = text[(end + 1)..].Trim();
            return second is ['"' or '\'', ..] && second.LastIndexOf(second[0]) is > 0 and var last
                ? (text[1..end], second[1..last])
                : null;
        }

        return null;
    }

    /// <summary>One conditional.</summary>
    private sealed class Frame
    {
        public required ImmutableDictionary<string, MakeVariable> Start { get; init; }

        /// <summary>The variables at the end of each way that may have been taken.</summary>
        public List<ImmutableDictionary<string, MakeVariable>> Ends { get; } = [];

        public bool Taking { get; set; }

        /// <summary>What the conditionals around it say together.</summary>
        public required bool OuterTaking { get; init; }

        public required bool OuterUnknown { get; init; }

        /// <summary>Only running tells about a way up to here.</summary>
        public bool Unknown { get; set; }

        /// <summary>A way that is surely taken, if none before it, has been read.</summary>
        public bool Done { get; set; }
    }
}
