using System.Text;
using Holdpoint.Environments;
using Holdpoint.Policy.Files;

namespace Holdpoint.Policy;

/// <summary>Prints the policy in force: every rule's answers with the file that gave them; for <c>holdpoint policy
/// show</c>.</summary>
internal static class PolicyPrinter
{
    private const int Column = 13;

    public static string Print(PolicySet policy)
    {
        var text = new StringBuilder();
        Files(text, policy);
        Table(text, policy);
        Matchers(text, policy);
        foreach ((string key, EnvironmentKind environment) in PolicyKeys.Columns)
        {
            if (policy.Approvals.Environments.GetValueOrDefault(environment) is > 0 and var number
                && (number > 1 || environment is not EnvironmentKind.Production))
            {
                text.Append("\napprovals in ").Append(key).Append(": ").Append(number).Append('\n');
            }
        }

        foreach ((string rule, int number) in policy.Approvals.Rules.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            text.Append("\napprovals by ").Append(rule).Append(": ").Append(number).Append('\n');
        }

        text.Append(policy.Approvals.NotByStarter ? "\nwhoever an action runs as may not approve it\n" : "");
        if (policy.Patience is { } patience)
        {
            text.Append("\nmeasuring may take ").Append(patience.TotalSeconds).Append(" s\n");
        }

        if (policy.MaxBytes is { } bytes)
        {
            text.Append("\nup to ").Append(Words.Bytes(bytes)).Append(" are read for measuring\n");
        }

        foreach (string problem in policy.Problems)
        {
            text.Append("\nnote: ").AppendPlain(problem).Append('\n');
        }

        return text.ToString();
    }

    private static void Files(StringBuilder text, PolicySet policy)
    {
        text.Append("files, the most powerful first\n");
        foreach (PolicyFile file in policy.Files)
        {
            text.Append("  ").Append(Word(file.Origin)).Append(' ').AppendPlain(file.Path)
                .Append(file.Trusted ? " (trusted)" : "").Append('\n');
        }

        text.Append("  built-in policy\n\n");
    }

    private static void Table(StringBuilder text, PolicySet policy)
    {
        int width = RuleList.All.Max(r => r.Id.Length) + 2;
        text.Append("rule".PadRight(width));
        foreach ((string key, _) in PolicyKeys.Columns)
        {
            text.Append(key.PadRight(Column));
        }

        text.Append('\n');
        var origins = new List<string>();
        foreach (Rule rule in RuleList.All)
        {
            text.Append(rule.Id.PadRight(width));
            foreach ((_, EnvironmentKind environment) in PolicyKeys.Columns)
            {
                text.Append(Cell(policy, rule, environment, origins).PadRight(Column));
            }

            text.Length -= text.Length - text.ToString().AsSpan().TrimEnd(' ').Length;
            text.Append('\n');
        }

        for (int i = 0; i < origins.Count; i++)
        {
            text.Append(i == 0 ? "\n" : "").Append('[').Append(i + 1).Append("] ").AppendPlain(origins[i]).Append('\n');
        }
    }

    /// <summary>The answer, with a number that names the file which changed it.</summary>
    private static string Cell(PolicySet policy, Rule rule, EnvironmentKind environment, List<string> origins)
    {
        string answer = Words.Of(policy.Answer(rule, environment));
        if (policy.OriginOf(rule, environment) is not { } origin)
        {
            return answer;
        }

        if (!origins.Contains(origin))
        {
            origins.Add(origin);
        }

        return $"{answer} [{origins.IndexOf(origin) + 1}]";
    }

    private static void Matchers(StringBuilder text, PolicySet policy)
    {
        foreach (PolicyFile file in policy.Files)
        {
            foreach (Matcher matcher in file.Matchers)
            {
                text.Append('\n').Append(Words.Of(matcher.Environment)).Append(": ")
                    .Append(Classifier.Word(matcher.Kind)).Append(' ').AppendPlain(matcher.Absolute)
                    .Append(" (").AppendPlain(file.Path).Append(':').Append(matcher.Line).Append(')');
            }
        }

        text.Append(policy.Files.Any(f => !f.Matchers.IsEmpty) ? "\n" : "");
    }

    private static string Word(PolicyOrigin origin) => origin switch
    {
        PolicyOrigin.Managed => "managed",
        PolicyOrigin.User => "user",
        _ => "repository",
    };
}
