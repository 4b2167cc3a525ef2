using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Environments;

namespace Holdpoint.Policy.Files;

/// <summary>Reads the text of one policy file; every mistake is a problem with its place, and reading goes on to find
/// the next.</summary>
/// <param name="folder">The folder against which relative paths are meant: the file's own in a repository; null
/// elsewhere.</param>
/// <param name="home">The user's home, for <c>~/</c>; null when it is only validated.</param>
internal sealed class PolicyReader(PolicyOrigin origin, string path, string? folder, string? home)
{
    /// <summary>Names and paths are shorter; a longer pattern is no pattern.</summary>
    private const int MaxPattern = 1024;

    private readonly List<PolicyProblem> _problems = [];
    private readonly ImmutableArray<Matcher>.Builder _matchers = ImmutableArray.CreateBuilder<Matcher>();
    private readonly ImmutableArray<RuleCell>.Builder _cells = ImmutableArray.CreateBuilder<RuleCell>();
    private readonly ImmutableArray<string>.Builder _trust = ImmutableArray.CreateBuilder<string>();
    private readonly List<(string, int, int)> _thresholds = [];
    private readonly ImmutableArray<ApprovalCell>.Builder _approvals = ImmutableArray.CreateBuilder<ApprovalCell>();
    private TimeSpan? _patience;
    private long? _maxBytes;
    private (int, int)? _trustAt;

    /// <summary>What the file says, with the problems found; with any problem it must not be used.</summary>
    public (PolicyFile File, ImmutableArray<PolicyProblem> Problems) Read(string text)
    {
        (YamlNode? root, PolicyProblem? unreadable) = YamlTree.Read(text, path);
        if (unreadable is not null)
        {
            _problems.Add(unreadable);
        }
        else if (root is not null)
        {
            Root(root);
        }

        var file = new PolicyFile(origin, path)
        {
            Matchers = _matchers.ToImmutable(),
            Cells = _cells.ToImmutable(),
            Approvals = _approvals.ToImmutable(),
            Patience = _patience,
            MaxBytes = _maxBytes,
            Thresholds = [.. _thresholds],
            Trust = _trust.ToImmutable(),
            TrustAt = _trustAt,
        };
        return (file, [.. _problems]);
    }

    private void Root(YamlNode root)
    {
        bool versioned = false;
        foreach ((YamlNode.Scalar key, YamlNode value) in Entries(root, "a policy file"))
        {
            switch (key.Text)
            {
                case PolicyKeys.Version:
                    versioned = true;
                    Version(value);
                    break;
                case PolicyKeys.Environments:
                    Environments(value);
                    break;
                case PolicyKeys.Rules:
                    Rules(value);
                    break;
                case PolicyKeys.Approvals:
                    Approvals(value);
                    break;
                case PolicyKeys.Thresholds:
                    Thresholds(value);
                    break;
                case PolicyKeys.Trust:
                    Trust(key, value);
                    break;
                default:
                    Unknown("key", key, [.. PolicyKeys.Root.Select(k => k.Key)]);
                    break;
            }
        }

        if (!versioned && root is YamlNode.Mapping)
        {
            Wrong(root, "\"version: 1\" is missing");
        }
    }

    private void Version(YamlNode value)
    {
        if (value is not YamlNode.Scalar { Text: "1" })
        {
            Wrong(value, "this holdpoint reads version 1 of the format; write \"version: 1\"");
        }
    }

    private void Environments(YamlNode node)
    {
        foreach ((YamlNode.Scalar key, YamlNode value) in Entries(node, "\"environments\""))
        {
            if (Find(PolicyKeys.Named, key.Text) is not { } environment)
            {
                Unknown("environment", key, [.. PolicyKeys.Named.Select(e => e.Key)]);
                continue;
            }

            foreach ((YamlNode.Scalar matcher, YamlNode patterns) in Entries(value, $"\"{key.Text}\""))
            {
                int at = IndexOfMatcher(matcher.Text);
                if (at < 0)
                {
                    Unknown("matcher", matcher, [.. PolicyKeys.Matchers.Select(m => m.Key)]);
                    continue;
                }

                foreach (YamlNode.Scalar pattern in Patterns(patterns, matcher.Text))
                {
                    Match(PolicyKeys.Matchers[at].Kind, pattern, environment);
                }
            }
        }
    }

    private void Match(SignKind kind, YamlNode.Scalar pattern, EnvironmentKind environment)
    {
        string text = pattern.Text;
        if (kind is SignKind.Tag && !text.Contains('=', StringComparison.Ordinal))
        {
            Wrong(pattern, $"a tag is written key=value, such as Environment={text}");
            return;
        }

        if (kind is SignKind.Path && Absolute(pattern) is { } absolute)
        {
            _matchers.Add(new Matcher(kind, text, absolute, environment, pattern.Line, pattern.Column));
        }
        else if (kind is not SignKind.Path)
        {
            _matchers.Add(new Matcher(kind, text, text, environment, pattern.Line, pattern.Column));
        }
    }

    /// <summary>A path pattern from the root on; null with a problem where it cannot be told what it is relative
    /// to.</summary>
    private string? Absolute(YamlNode.Scalar pattern)
    {
        string text = pattern.Text;
        if (text == "~" || text.StartsWith("~/", StringComparison.Ordinal))
        {
            return home + text[1..];
        }

        if (text.StartsWith('/') || text.StartsWith('*'))
        {
            return text;
        }

        if (origin is PolicyOrigin.Repository)
        {
            return folder is null ? text : Path.GetFullPath(Path.Join(folder, text));
        }

        Wrong(pattern, $"\"{text}\" is relative to nothing here; begin it with /, ~/ or *");
        return null;
    }

    private void Rules(YamlNode node)
    {
        foreach ((YamlNode.Scalar key, YamlNode value) in Entries(node, "\"rules\""))
        {
            if (RuleList.Find(key.Text) is not { } rule)
            {
                Unknown("rule", key, [.. RuleList.All.Where(r => r.Configurable).Select(r => r.Id)]);
            }
            else if (!rule.Configurable)
            {
                Wrong(key, $"the rule \"{rule.Id}\" cannot be changed: it denies everywhere");
            }
            else if (value is YamlNode.Scalar { IsNull: false } word)
            {
                foreach ((_, EnvironmentKind environment) in PolicyKeys.Columns)
                {
                    Cell(rule, environment, word);
                }
            }
            else
            {
                Columns(rule, value);
            }
        }
    }

    private void Columns(Rule rule, YamlNode value)
    {
        foreach ((YamlNode.Scalar column, YamlNode answer) in Entries(value, $"\"{rule.Id}\""))
        {
            if (Find(PolicyKeys.Columns, column.Text) is not { } environment)
            {
                Unknown("environment", column, [.. PolicyKeys.Columns.Select(c => c.Key)]);
            }
            else if (answer is YamlNode.Scalar word)
            {
                Cell(rule, environment, word);
            }
            else
            {
                Wrong(answer, "one of allow, ask, deny is wanted here");
            }
        }
    }

    private void Cell(Rule rule, EnvironmentKind environment, YamlNode.Scalar word)
    {
        if (Find(PolicyKeys.Decisions, word.Text) is { } decision)
        {
            _cells.Add(new RuleCell(rule, environment, decision, word.Line, word.Column));
        }
        else if (!_problems.Exists(p => p.Line == word.Line && p.Column == word.Column))
        {
            Unknown("answer", word, [.. PolicyKeys.Decisions.Select(d => d.Key)]);
        }
    }

    private void Approvals(YamlNode node)
    {
        foreach ((YamlNode.Scalar key, YamlNode value) in Entries(node, "\"approvals\""))
        {
            string word = value is YamlNode.Scalar { Quoted: false } scalar ? scalar.Text : "";
            if (key.Text is PolicyKeys.NotByStarter)
            {
                if (word is "true" or "false")
                {
                    _approvals.Add(new ApprovalCell(key.Text, word is "true" ? 1 : 0, key.Line, key.Column));
                }
                else
                {
                    Wrong(value, $"\"{key.Text}\" is true or false");
                }
            }
            else if (Find(PolicyKeys.Columns, key.Text) is null
                && RuleList.Find(key.Text) is not { Configurable: true })
            {
                Unknown("environment or rule", key,
                [
                    PolicyKeys.NotByStarter, .. PolicyKeys.Columns.Select(c => c.Key),
                    .. RuleList.All.Where(r => r.Configurable).Select(r => r.Id),
                ]);
            }
            else if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && number is >= 1 and <= PolicyKeys.MostApprovers)
            {
                _approvals.Add(new ApprovalCell(key.Text, number, key.Line, key.Column));
            }
            else
            {
                Wrong(value, $"\"{key.Text}\" is a number of approvers from 1 to {PolicyKeys.MostApprovers}");
            }
        }
    }

    private void Thresholds(YamlNode node)
    {
        foreach ((YamlNode.Scalar key, YamlNode value) in Entries(node, "\"thresholds\""))
        {
            int at = IndexOfBound(key.Text);
            if (at < 0)
            {
                Unknown("threshold", key, [.. PolicyKeys.Bounds.Select(b => b.Key)]);
                continue;
            }

            (string name, int least, int most, _) = PolicyKeys.Bounds[at];
            if (value is not YamlNode.Scalar { Quoted: false } scalar
                || !int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                || number < least || number > most)
            {
                Wrong(value, $"\"{name}\" is a whole number from {least} to {most}");
                continue;
            }

            _thresholds.Add((name, key.Line, key.Column));
            if (name is PolicyKeys.MeasureSeconds)
            {
                _patience = TimeSpan.FromSeconds(number);
            }
            else
            {
                _maxBytes = number * 1024L * 1024;
            }
        }
    }

    private void Trust(YamlNode.Scalar key, YamlNode value)
    {
        _trustAt = (key.Line, key.Column);
        foreach (YamlNode.Scalar pattern in Patterns(value, PolicyKeys.Trust))
        {
            if (Absolute(pattern) is { } absolute)
            {
                _trust.Add(absolute);
            }
        }
    }

    /// <summary>One pattern or a list of them.</summary>
    private IEnumerable<YamlNode.Scalar> Patterns(YamlNode node, string key)
    {
        ImmutableArray<YamlNode> items = node switch
        {
            YamlNode.Sequence list => list.Items,
            YamlNode.Scalar { IsNull: true } => [],
            _ => [node],
        };
        foreach (YamlNode item in items)
        {
            if (item is not YamlNode.Scalar { Text.Length: > 0 and <= MaxPattern } scalar)
            {
                Wrong(item, item is YamlNode.Scalar
                    ? $"a pattern under \"{key}\" has 1 to {MaxPattern} characters"
                    : $"\"{key}\" is a pattern or a list of patterns");
                continue;
            }

            yield return scalar;
        }
    }

    private ImmutableArray<(YamlNode.Scalar Key, YamlNode Value)> Entries(YamlNode node, string what)
    {
        switch (node)
        {
            case YamlNode.Mapping mapping:
                return mapping.Entries;
            case YamlNode.Scalar { IsNull: true }:
                return [];
            default:
                string found = node is YamlNode.Sequence ? "list" : "word";
                Wrong(node, $"{what} is a mapping (\"key: value\" lines), not a {found}");
                return [];
        }
    }

    private static T? Find<T>(ImmutableArray<(string Key, T Value)> table, string key)
        where T : struct
    {
        foreach ((string one, T value) in table)
        {
            if (one == key)
            {
                return value;
            }
        }

        return null;
    }

    private static int IndexOfMatcher(string key)
    {
        int at = PolicyKeys.Matchers.Length - 1;
        while (at >= 0 && PolicyKeys.Matchers[at].Key != key)
        {
            at--;
        }

        return at;
    }

    private static int IndexOfBound(string key)
    {
        int at = PolicyKeys.Bounds.Length - 1;
        while (at >= 0 && PolicyKeys.Bounds[at].Key != key)
        {
            at--;
        }

        return at;
    }

    private void Unknown(string what, YamlNode.Scalar word, IReadOnlyCollection<string> known) =>
        Wrong(word, $"unknown {what} \"{Words.Plain(word.Text)}\"{Spelling.Hint(word.Text, known)}");

    private void Wrong(YamlNode at, string message) =>
        _problems.Add(new PolicyProblem(path, at.Line, at.Column, message));
}
