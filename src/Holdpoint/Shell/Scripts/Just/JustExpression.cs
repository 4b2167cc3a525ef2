using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Scripts.Just;

/// <summary>Evaluates the expressions of a justfile; what only running tells is a hole in the text.</summary>
internal sealed class JustExpression(JustRun run, string text)
{
    /// <summary>Brackets in brackets.</summary>
    private const int MaxDepth = 40;

    private int _at;
    private int _depth;

    /// <summary>The value of the whole text.</summary>
    public string Value()
    {
        string value = Either();
        return value;
    }

    private string Either()
    {
        string left = Sum();
        for (Blank(); Take("||") || Take("&&"); Blank())
        {
            // Values of both sides may count.
            string right = Sum();
            left = left.Length > 0 ? left : right;
        }

        return left;
    }

    private string Sum()
    {
        if (++_depth > MaxDepth)
        {
            _depth--;
            _at = text.Length;
            return run.Hole("…");
        }

        Blank();
        string value = TakeWord("if") ? Choice() : Take("/") ? "/" + Single() : Single();
        for (Blank(); _at < text.Length; Blank())
        {
            if (Take("+"))
            {
                value += Single();
            }
            else if (Take("/"))
            {
                value = Join(value, Single());
            }
            else
            {
                break;
            }
        }

        _depth--;
        return value;
    }

    private string Choice()
    {
        string left = Sum();
        Blank();
        string sign = Take("==") ? "==" : Take("!=") ? "!=" : Take("=~") ? "=~" : Take("!~") ? "!~" : "";
        string right = sign.Length > 0 ? Sum() : "";
        bool? equal = sign is "=~" or "!~" || run.HasHole(left) || run.HasHole(right) ? null : left == right;
        bool taken = equal is null
            ? run.Pick("just if " + text) == 0
            : equal.Value == (sign == "==");
        Blank();
        Take("{");
        string first = Sum();
        Blank();
        Take("}");
        Blank();
        string second = "";
        if (TakeWord("else"))
        {
            Blank();
            if (TakeWord("if"))
            {
                second = Choice();
            }
            else
            {
                Take("{");
                second = Sum();
                Blank();
                Take("}");
            }
        }

        return taken ? first : second;
    }

    private string Single()
    {
        Blank();
        if (_at >= text.Length)
        {
            return "";
        }

        char c = text[_at];
        if (c is 'x' or 'f' && JustText.QuoteAt(text, _at + 1) is not null)
        {
            _at++;
            string inner = Quoted();
            return c == 'x' && inner.Contains('$', StringComparison.Ordinal) ? run.Hole(inner) : inner;
        }

        if (JustText.QuoteAt(text, _at) is not null)
        {
            return Quoted();
        }

        if (Take("("))
        {
            string inner = Either();
            Blank();
            Take(")");
            return inner;
        }

        int from = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '-'))
        {
            _at++;
        }

        if (_at == from)
        {
            // Nothing that can stand here: the rest is not known.
            string rest = text[from..];
            _at = text.Length;
            return run.Hole(rest);
        }

        string name = text[from.._at];
        Blank();
        return Take("(") ? Call(name) : run.Variable(name);
    }

    private string Quoted()
    {
        string quote = JustText.QuoteAt(text, _at) ?? "'";
        int close = JustText.Close(text, _at, quote);
        if (close < 0)
        {
            _at = text.Length;
            return run.Hole(quote + "…");
        }

        string inner = JustText.Decode(text[(_at + quote.Length)..close], quote);
        _at = close + quote.Length;
        return quote[0] == '`' ? run.Output(inner) : inner;
    }

    private string Call(string name)
    {
        List<string> arguments = [];
        for (Blank(); _at < text.Length && !Take(")"); Blank())
        {
            int before = _at;
            arguments.Add(Either());
            Blank();
            Take(",");
            if (_at == before)
            {
                _at = text.Length;
            }
        }

        string first = arguments.Count > 0 ? arguments[0] : "";
        string second = arguments.Count > 1 ? arguments[1] : "";
        switch (name)
        {
            case "env_var" or "env" or "env_var_or_default":
                return run.Environment(first) ?? second;
            case "justfile":
                return run.File.Path;
            case "justfile_directory" or "justfile_dir" or "source_directory" or "source_dir" or "module_directory"
                or "module_dir":
                return TaskFiles.Folder(run.File.Path);
            case "invocation_directory" or "invocation_dir" or "invocation_directory_native"
                or "invocation_dir_native":
                return run.InvocationFolder;
            case "just_executable":
                return "just";
            case "shell" when arguments.Count > 0:
                return run.Output(first);
            case "error":
                run.Failed = true;
                return "";
            case "assert":
                return "";
        }

        return arguments.Exists(run.HasHole) ? run.Hole($"{name}({string.Join(", ", arguments)})")
            : Known(name, first, second, arguments) ?? run.Hole($"{name}({string.Join(", ", arguments)})");
    }

    private static string? Known(string name, string first, string second, List<string> arguments) => name switch
    {
        "join" => arguments.Skip(1).Aggregate(first, Join),
        "quote" => Patterns.Quote(first),
        "replace" => second.Length == 0 ? first : first.Replace(second, arguments.ElementAtOrDefault(2) ?? "",
            StringComparison.Ordinal),
        "trim" => first.Trim(),
        "trim_start" => first.TrimStart(),
        "trim_end" => first.TrimEnd(),
        "trim_end_match" or "trim_end_matches" =>
            first.EndsWith(second, StringComparison.Ordinal) ? first[..^second.Length] : first,
        "trim_start_match" or "trim_start_matches" =>
            first.StartsWith(second, StringComparison.Ordinal) ? first[second.Length..] : first,
        "uppercase" => first.ToUpperInvariant(),
        "lowercase" => first.ToLowerInvariant(),
        "append" => string.Join(' ', second.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w + first)),
        "prepend" => string.Join(' ', second.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => first + w)),
        "clean" => first.StartsWith('/') ? AbsolutePath.Normal(first) : first,
        "parent_directory" or "parent_dir" => first.Contains('/', StringComparison.Ordinal)
            ? TaskFiles.Folder(first) : "",
        "file_name" => Launcher.NameOf(first),
        _ => null,
    };

    private static string Join(string left, string right) => left.EndsWith('/') ? left + right : left + "/" + right;

    private void Blank()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        if (_at < text.Length && text[_at] == '#')
        {
            int end = text.IndexOf('\n', _at);
            _at = end < 0 ? text.Length : end;
        }
    }

    private bool Take(string sign)
    {
        if (string.CompareOrdinal(text, _at, sign, 0, sign.Length) == 0 && _at < text.Length)
        {
            _at += sign.Length;
            return true;
        }

        return false;
    }

    private bool TakeWord(string word)
    {
        int end = _at + word.Length;
        return string.CompareOrdinal(text, _at, word, 0, word.Length) == 0
            && (end >= text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-'))
            && Take(word);
    }
}
