using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Scripts.Make;

/// <summary>The functions of make: <c>$(patsubst …)</c>, <c>$(shell …)</c> and so on.</summary>
internal sealed class MakeFunctions(Session session, TaskFiles files, MakeExpander expander)
{
    /// <summary>Words over which one <c>foreach</c> goes.</summary>
    private const int MaxWords = 500;

    /// <summary>Expands a call as it is written; null when the name is no function.</summary>
    /// <param name="open">The bracket of the reference, inside which commas do not part arguments.</param>
    public string? Run(string name, string text, char open)
    {
        int most = Arguments(name);
        if (most == 0)
        {
            return null;
        }

        string[] raw = Split(text, most, open);
        switch (name)
        {
            case "if":
                return If(raw);
            case "or":
                return raw.Select(a => expander.Expand(a.Trim())).FirstOrDefault(v => v.Length > 0) ?? "";
            case "and":
                string last = "";
                foreach (string argument in raw)
                {
                    last = expander.Expand(argument.Trim());
                    if (last.Length == 0)
                    {
                        break;
                    }
                }

                return last;
            case "foreach":
                return ForEach(raw);
            case "call":
                string[] given = [.. raw.Select(expander.Expand)];
                return expander.Call(given[0].Trim(), given[1..]);
            case "let":
                return expander.Hole("$(let)");
        }

        return Call(name, [.. raw.Select(expander.Expand)]);
    }

    /// <summary>What a function makes of expanded arguments; null when the name is none.</summary>
    public string? Call(string name, string[] arguments)
    {
        string first = arguments is [var a, ..] ? a : "";
        string second = arguments is [_, var b, ..] ? b : "";
        string third = arguments is [_, _, var c, ..] ? c : "";
        switch (name)
        {
            case "subst":
                return first.Length == 0 ? third + second : third.Replace(first, second, StringComparison.Ordinal);
            case "patsubst":
                return Substitute(first, second, third);
            case "strip":
                return string.Join(' ', MakeText.Split(first));
            case "findstring":
                return second.Contains(first, StringComparison.Ordinal) ? first
                    : expander.IsUnknown(second) ? expander.Hole($"$(findstring {first})") : "";
            case "filter" or "filter-out":
                string[] patterns = MakeText.Split(first);
                return Each(second, w => expander.IsUnknown(w)
                    || Array.Exists(patterns, p => MakeText.Stem(p, w) is not null) == (name == "filter") ? w : null);
            case "sort":
                return string.Join(' ', MakeText.Split(first).Order(StringComparer.Ordinal).Distinct());
            case "word" or "wordlist" or "words" or "firstword" or "lastword":
                return Count(name, first, second, third);
            case "addsuffix":
                return Each(second, w => w + first);
            case "addprefix":
                return Each(second, w => first + w);
            case "join":
                string[] left = MakeText.Split(first), right = MakeText.Split(second);
                return string.Join(' ', Enumerable.Range(0, Math.Max(left.Length, right.Length))
                    .Select(i => left.ElementAtOrDefault(i) + right.ElementAtOrDefault(i)));
            case "shell":
                return Shell(first);
            case "wildcard":
                return string.Join(' ', MakeText.Split(first).SelectMany(Wildcard));
            case "origin" or "flavor":
                return expander.Find(first) is null ? "undefined" : name == "origin" ? "file" : "recursive";
            case "value":
                return expander.Find(first)?.Text ?? "";
            case "error":
                expander.Failed = true;
                expander.Effects++;
                return "";
            case "info" or "warning":
                return "";
            case "eval":
                expander.Effects++;
                expander.Evaluate(first);
                return "";
            case "file":
                Write(first.Trim());
                return first.TrimStart().StartsWith('<') ? expander.Hole($"$(file {first})") : "";
            case "intcmp" or "guile":
                return expander.Hole($"$({name} …)");
            default:
                return Name(name, first);
        }
    }

    /// <summary>Words that match a pattern, replaced; a hole stays as it is.</summary>
    public static string Substitute(string pattern, string by, string text) =>
        Each(text, w => MakeText.Stem(pattern, w) is { } stem ? MakeText.Fill(by, stem) : w);

    /// <summary>Functions over the names of files, word by word.</summary>
    private string? Name(string name, string text) => name switch
    {
        "dir" => Each(text, w => Part(w, w.LastIndexOf('/') is >= 0 and var s ? w[..(s + 1)] : "./", name)),
        "notdir" => Each(text, w => w.LastIndexOf('/') is >= 0 and var s ? w[(s + 1)..] : w),
        "suffix" => Each(text, w => Dot(w) is >= 0 and var dot ? Part(w, w[dot..], name) : null),
        "basename" => Each(text, w => Dot(w) is >= 0 and var dot ? Part(w, w[..dot], name) : w),
        "abspath" or "realpath" => Each(text, w => w.StartsWith('/') || expander.IsUnknown(w[..1])
            ? AbsolutePath.Normal(w)
            : expander.Launch.Directory.Text is { } folder ? TaskFiles.Join(folder, w) : w),
        _ => null,
    };

    private string Part(string word, string part, string name) =>
        expander.IsUnknown(word) && part == "./" ? expander.Hole($"$({name} {word})") : part;

    private static int Dot(string word)
    {
        int dot = word.LastIndexOf('.');
        return dot > word.LastIndexOf('/') ? dot : -1;
    }

    private static string Each(string text, Func<string, string?> map) =>
        string.Join(' ', MakeText.Split(text).Select(map).Where(w => w is { Length: > 0 }));

    private string Count(string name, string first, string second, string third)
    {
        string list = name switch { "word" => second, "wordlist" => third, _ => first };
        string[] words = MakeText.Split(list);
        if (expander.IsUnknown(list) && (name is "words" || words.Length < 2 || !int.TryParse(first, out _)))
        {
            // One hole may be many words; the first of them begins with it.
            return name is "firstword" && words.Length > 0 ? words[0]
                : name is "lastword" && words.Length > 0 ? words[^1]
                : expander.Hole($"$({name} …)");
        }

        return name switch
        {
            "words" => words.Length.ToString(),
            "firstword" => words.FirstOrDefault() ?? "",
            "lastword" => words.LastOrDefault() ?? "",
            "word" when int.TryParse(first, out int n) => words.ElementAtOrDefault(n - 1) ?? "",
            "wordlist" when int.TryParse(first, out int s) && int.TryParse(second, out int e) =>
                string.Join(' ', words.Skip(s - 1).Take(Math.Max(0, e - s + 1))),
            _ => "",
        };
    }

    private string If(string[] raw)
    {
        string condition = raw.Length > 0 ? expander.Expand(raw[0].Trim()) : "";
        bool taken = condition.Length > 0;
        if (taken && expander.IsUnknown(condition) && condition.Length == 1)
        {
            expander.Effects++;
            taken = session.Pick("make if " + condition, 2) == 0;
            expander.Uncertain = true;
        }

        return expander.Expand(raw.ElementAtOrDefault(taken ? 1 : 2) ?? "");
    }

    private string ForEach(string[] raw)
    {
        if (raw is not [var variable, var list, var body])
        {
            return "";
        }

        string name = expander.Expand(variable).Trim();
        IEnumerable<string> results = MakeText.Split(expander.Expand(list)).Take(MaxWords)
            .Select(w => expander.With([(name, w)], () => expander.Expand(body)));
        return string.Join(' ', results.TakeWhile(_ => !expander.Exhausted));
    }

    /// <summary>What a command prints, as far as it is known; it runs whenever this is expanded.</summary>
    private string Shell(string code)
    {
        bool chosen = session.Choices is not null;
        expander.Effects++;
        string output = files.Output(expander.Launch, code, "make").Replace('\n', ' ');
        expander.Uncertain |= !chosen && session.Choices is not null;
        return output;
    }

    private IEnumerable<string> Wildcard(string pattern)
    {
        if (expander.IsUnknown(pattern) || expander.Launch.Directory.Text is not { } folder)
        {
            return [expander.Hole($"$(wildcard {pattern})")];
        }

        return files.Match(folder, pattern).Where(files.Exists)
            .Select(p => pattern.StartsWith('/') || !p.StartsWith(folder + "/", StringComparison.Ordinal)
                ? p
                : (pattern.StartsWith("./", StringComparison.Ordinal) ? "./" : "") + p[(folder.Length + 1)..]);
    }

    /// <summary><c>$(file &gt;name,text)</c> writes.</summary>
    private void Write(string operand)
    {
        if (operand.StartsWith('>'))
        {
            RedirectKind kind = operand.StartsWith(">>", StringComparison.Ordinal)
                ? RedirectKind.Append : RedirectKind.Output;
            string name = operand.TrimStart('>').Trim();
            session.Launcher.EmitFiles(
                [new OpenedFile(kind, new Word(session.Holes.Pieces(name, splits: false)))], expander.Launch.Span);
        }
    }

    private static string[] Split(string text, int most, char open)
    {
        char close = open == '(' ? ')' : '}';
        List<string> arguments = [];
        int depth = 0, from = 0;
        for (int i = 0; i < text.Length && arguments.Count < most - 1; i++)
        {
            char c = text[i];
            depth += c == open ? 1 : c == close ? -1 : 0;
            if (c == ',' && depth == 0)
            {
                arguments.Add(text[from..i]);
                from = i + 1;
            }
        }

        arguments.Add(text[from..]);
        return [.. arguments];
    }

    /// <summary>How many arguments a function takes at most: the last one holds further commas; 0 for what is no
    /// function.</summary>
    private static int Arguments(string name) => name switch
    {
        "subst" or "patsubst" or "foreach" or "if" or "wordlist" or "let" => 3,
        "findstring" or "filter" or "filter-out" or "word" or "addsuffix" or "addprefix" or "join" or "file" => 2,
        "strip" or "sort" or "words" or "firstword" or "lastword" or "shell" or "wildcard" or "origin" or "flavor"
            or "value" or "error" or "info" or "warning" or "eval" or "dir" or "notdir" or "suffix" or "basename"
            or "abspath" or "realpath" or "guile" => 1,
        "or" or "and" or "call" or "intcmp" => 100,
        _ => 0,
    };
}
