using System.Globalization;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Payloads;

/// <summary>Questions to what a call's options say; a value that cannot be known answers "perhaps".</summary>
internal static class Says
{
    /// <summary>A shorter beginning of an option is nearly always ambiguous, and then the CLI refuses.</summary>
    private const int ShortestBeginning = 4;

    /// <summary>Whether a value of this name (in lower case, letters and digits only) is one that the test
    /// accepts.</summary>
    public static Answer Is(this AwsCall call, string name, Func<string, bool> test)
    {
        Answer answer = Answer.No;
        foreach (Leaf leaf in call.Leaves)
        {
            if (leaf.Path == Leaf.Unread)
            {
                answer = Max(answer, Answer.Perhaps);
            }
            else if (Named(leaf, name))
            {
                answer = Max(answer, leaf.Value is null ? Answer.Perhaps : test(leaf.Value) ? Answer.Yes : Answer.No);
            }
        }

        return answer;
    }

    /// <summary>Whether a value of this name is false, off, or turned off.</summary>
    public static Answer Off(this AwsCall call, string name) => call.Is(name, IsOff);

    public static Answer On(this AwsCall call, string name) =>
        call.Is(name, static v => v is "true" or "True" or "TRUE" or "1"
            || v.Equals("enabled", StringComparison.OrdinalIgnoreCase)
            || v.Equals("on", StringComparison.OrdinalIgnoreCase));

    public static Answer Equal(this AwsCall call, string name, string value) =>
        call.Is(name, v => v.Equals(value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a number of this name is below another.</summary>
    public static Answer Below(this AwsCall call, string name, long limit) =>
        call.Is(name, v => Number(v) is { } number && number < limit);

    /// <summary>Whether anything of this name is given and not turned off.</summary>
    public static Answer Given(this AwsCall call, string name) => call.Is(name, static v => !IsOff(v));

    /// <summary>The first value of a name; null when none is given or it cannot be known.</summary>
    public static string? Text(this AwsCall call, string name)
    {
        foreach (Leaf leaf in call.Leaves)
        {
            if (leaf.Value is not null && Named(leaf, name))
            {
                return leaf.Value;
            }
        }

        return null;
    }

    public static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number : null;

    public static Answer Or(this Answer one, Answer other) => Max(one, other);

    /// <summary>"Perhaps" as "no": where a document that cannot be read nearly always holds something else.</summary>
    public static Answer OnlyYes(this Answer answer) => answer is Answer.Yes ? Answer.Yes : Answer.No;

    private static bool IsOff(string value) => value is "false" or "False" or "FALSE" or "0"
        || value.Equals("disabled", StringComparison.OrdinalIgnoreCase)
        || value.Equals("disable", StringComparison.OrdinalIgnoreCase)
        || value.Equals("inactive", StringComparison.OrdinalIgnoreCase)
        || value.Equals("suspended", StringComparison.OrdinalIgnoreCase)
        || value.Equals("off", StringComparison.OrdinalIgnoreCase)
        || value.Equals("none", StringComparison.OrdinalIgnoreCase);

    private static bool Named(Leaf leaf, string name)
    {
        ReadOnlySpan<char> own = leaf.Name;
        return own.SequenceEqual(name)
            || (own.Length >= ShortestBeginning && leaf.IsTop && name.AsSpan().StartsWith(own));
    }

    private static Answer Max(Answer one, Answer other) => one > other ? one : other;
}
