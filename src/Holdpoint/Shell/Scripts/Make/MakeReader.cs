using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Scripts.Make;

/// <summary>Reads makefiles line by line, as make does: variables are set and conditions decided on the way.</summary>
internal sealed class MakeReader
{
    /// <summary>Makefiles in makefiles, and texts of <c>eval</c> in each other.</summary>
    private const int MaxNesting = 20;

    /// <summary>Rules of one run of make.</summary>
    private const int MaxRules = 20_000;

    /// <summary>Files included, each as often as it is.</summary>
    private const int MaxIncludes = 300;

    /// <summary>Lines of all files, each as often as it is read.</summary>
    private const int MaxLines = 30_000;

    private readonly MakeExpander _expander;
    private readonly TaskFiles _files;
    private readonly string _folder;
    private readonly MakeConditions _conditions;
    private readonly MakeAssigner _assigner;
    private readonly List<MakeRule> _current = [];
    private readonly Stack<string> _reading = new();
    private int _includes;
    private int _lines;
    private int _nesting;

    public MakeReader(MakeExpander expander, TaskFiles files, string folder)
    {
        _expander = expander;
        _files = files;
        _folder = folder;
        _conditions = new MakeConditions(expander);
        _assigner = new MakeAssigner(expander);
        expander.Evaluate = text =>
        {
            _current.Clear();
            Read(text);
        };
    }

    public MakeRules Rules { get; } = new();

    /// <summary>Makefiles that are missing and may be made by a rule.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>What could not be understood; null when all was.</summary>
    public string? Damage { get; private set; }

    public bool ExportsAll { get; private set; }

    /// <summary>Folders that <c>-I</c> names.</summary>
    public List<string> IncludeFolders { get; } = [];

    /// <summary>Reads a makefile by its absolute path; false when it is not there.</summary>
    public bool ReadFile(string path)
    {
        if (_files.Text(path, _expander.Launch.Span, "make") is not { } text)
        {
            return false;
        }

        // One that includes itself is read once more, for what it guards against that; make would open it until it
        // may open no more.
        if (_reading.Count(p => p == path) > 1 || ++_includes > MaxIncludes)
        {
            return true;
        }

        _assigner.Append("MAKEFILE_LIST", " " + TaskFiles.Relative(path, _folder));
        _reading.Push(path);
        Read(text);
        _reading.Pop();
        _current.Clear();
        return true;
    }

    /// <summary>Reads lines of a makefile.</summary>
    public void Read(string text)
    {
        if (++_nesting <= MaxNesting)
        {
            int depth = _conditions.Depth;
            List<string> lines = MakeText.Lines(text);
            for (int i = 0; i < lines.Count && !Ends; i++)
            {
                _lines++;
                i = Line(lines, i);
            }

            _conditions.Close(depth);
        }

        _nesting--;
    }

    /// <summary>There are more rules or files than are read.</summary>
    public bool IsTooLong => Rules.Count > MaxRules || _includes > MaxIncludes || _lines > MaxLines;

    private bool Ends => _expander.Exhausted || IsTooLong || (_expander.Failed && !_conditions.Uncertain);

    private int Line(List<string> lines, int i)
    {
        string raw = lines[i];
        string prefix = _expander.Variables.ContainsKey(".RECIPEPREFIX") ? _expander.Value(".RECIPEPREFIX") : "\t";
        if (raw.Length > 0 && raw.StartsWith(prefix.Length > 0 ? prefix[0] : '\t') && _current.Count > 0)
        {
            if (_conditions.Taking)
            {
                Recipe(raw[1..]);
            }

            return i;
        }

        string line = MakeText.WithoutComment(MakeText.Joined(raw)).Trim();
        if (line.Length == 0)
        {
            return i;
        }

        int space = line.AsSpan().IndexOfAny(" \t(\"'");
        string word = space < 0 ? line : line[..space];
        string rest = space < 0 ? "" : line[space..].Trim();
        if (_conditions.Read(word, rest))
        {
            return i;
        }

        if (Definition(line) is { } head)
        {
            return Define(head, lines, i);
        }

        if (_conditions.Taking)
        {
            Directive(word, rest, line);
        }

        return i;
    }

    private void Recipe(string line)
    {
        // The sign of a recipe is taken off each of its lines.
        string text = line.Replace("\n\t", "\n", StringComparison.Ordinal);
        foreach (MakeRule rule in _current)
        {
            rule.Recipe.Add(text);
            rule.HasRecipe = true;
        }
    }

    private void Directive(string word, string rest, string line)
    {
        if (MakeAssignment.Read(line) is { } assignment)
        {
            _current.Clear();
            _assigner.Assign(assignment, MakeOrigin.File);
            return;
        }

        switch (word)
        {
            case "include" or "-include" or "sinclude":
                _current.Clear();
                Include(_expander.Expand(rest));
                return;
            case "export" or "unexport":
                ExportsAll |= rest.Length == 0 && word == "export";
                foreach (string name in MakeText.Split(_expander.Expand(rest)))
                {
                    _assigner.Export(name, word == "export");
                }

                return;
            case "undefine":
                _expander.Variables = _expander.Variables.Remove(_expander.Expand(rest));
                return;
            case "vpath" or "load" or "-load":
                return;
        }

        // What BSD make knows is read on both ways: .if, .for, .include.
        if (line is not ['.', (>= 'a' and <= 'z'), ..] || line.Contains(':', StringComparison.Ordinal))
        {
            Rule(line);
        }
    }

    private void Include(string names)
    {
        foreach (string name in MakeText.Split(names))
        {
            bool found = false;
            foreach (string folder in (IEnumerable<string>)[_folder, .. IncludeFolders])
            {
                foreach (string path in name.AsSpan().IndexOfAny('*', '?', '[') < 0
                    ? [TaskFiles.Join(folder, name)]
                    : _files.Match(folder, name))
                {
                    found |= !_expander.IsUnknown(name) && ReadFile(path);
                }

                if (found)
                {
                    break;
                }
            }

            if (!found)
            {
                Missing.Add(name);
            }
        }
    }

    /// <summary>The head of <c>define NAME</c>; null when the line is none.</summary>
    private static string? Definition(string line)
    {
        string[] words = line.Split([' ', '\t'], 4, StringSplitOptions.RemoveEmptyEntries);
        int at = Array.IndexOf(words, "define");
        return at >= 0 && words.AsSpan(0, at).IndexOfAnyExcept("override", "export") < 0 && at + 1 < words.Length
            ? string.Join(' ', words[(at + 1)..])
            : null;
    }

    private int Define(string head, List<string> lines, int i)
    {
        var text = new StringBuilder();
        int nested = 0;
        for (i++; i < lines.Count; i++)
        {
            string first = MakeText.Split(lines[i]).FirstOrDefault() ?? "";
            nested += first == "define" ? 1 : first == "endef" ? -1 : 0;
            if (nested < 0)
            {
                break;
            }

            text.Append(text.Length > 0 ? "\n" : "").Append(lines[i]);
        }

        if (_conditions.Taking)
        {
            MakeAssignment assignment = MakeAssignment.Read(head + " ") is { Name: var name, Operator: var o }
                ? new MakeAssignment(name, o, text.ToString(), Override: false, Exported: null)
                : new MakeAssignment(head.Trim(), "=", text.ToString(), Override: false, Exported: null);
            _current.Clear();
            _assigner.Assign(assignment, MakeOrigin.File);
        }

        return i;
    }

    private void Rule(string line)
    {
        _current.Clear();
        int colon = MakeText.Find(line, 0, ":");
        if (colon < 0)
        {
            foreach (string expanded in _expander.All(line))
            {
                if (expanded.Contains(':', StringComparison.Ordinal))
                {
                    Rule(expanded, expanded.IndexOf(':', StringComparison.Ordinal));
                }
                else if (expanded.Trim().Length > 0 && !_expander.IsUnknown(expanded) && !_conditions.Uncertain)
                {
                    Damage ??= $"'{expanded.Trim()}' is neither a rule nor an assignment";
                }
            }

            return;
        }

        Rule(line, colon);
    }

    private void Rule(string line, int colon)
    {
        bool grouped = colon > 0 && line[colon - 1] == '&';
        bool twice = colon + 1 < line.Length && line[colon + 1] == ':';
        string rest = line[(colon + (twice ? 2 : 1))..];
        ImmutableArray<string> targets =
            [.. _expander.All(line[..(grouped ? colon - 1 : colon)]).SelectMany(MakeText.Split).Distinct()];
        if (MakeAssignment.Read(rest) is { } variable)
        {
            Rules.Add(new MakeRule { Targets = targets, Variable = variable, Uncertain = _conditions.Uncertain });
            return;
        }

        int semicolon = MakeText.Find(rest, 0, ";");
        string? recipe = semicolon < 0 ? null : rest[(semicolon + 1)..];
        string after = semicolon < 0 ? rest : rest[..semicolon];
        if (IsPlain(after) && Suffix(targets) is null)
        {
            // Lists of headers stand behind hundreds of objects: they are expanded for the goals that need them.
            ImmutableDictionary<string, MakeVariable> variables = _expander.Variables;
            Add(new MakeRule
            {
                Targets = targets,
                Later = () => Needs(after, variables),
                DoubleColon = twice,
                Uncertain = _conditions.Uncertain,
            }, recipe);
            return;
        }

        foreach (string made in _expander.All(after))
        {
            string names = made;
            int second = names.IndexOf(':', StringComparison.Ordinal);
            string? pattern = second < 0 ? null : names[..second].Trim();
            names = second < 0 ? names : names[(second + 1)..];
            int bar = names.IndexOf('|', StringComparison.Ordinal);
            var rule = new MakeRule
            {
                Targets = pattern is null ? Suffixed(targets) : targets,
                Prerequisites = pattern is null && Suffix(targets) is { } source && names.Trim().Length == 0
                    ? ["%" + source]
                    : [.. MakeText.Split(bar < 0 ? names : names[..bar])],
                OrderOnly = bar < 0 ? [] : [.. MakeText.Split(names[(bar + 1)..])],
                TargetPattern = pattern,
                DoubleColon = twice,
                Uncertain = _conditions.Uncertain,
            };
            Add(rule, recipe);
        }
    }

    private void Add(MakeRule rule, string? recipe)
    {
        if (recipe is not null)
        {
            rule.HasRecipe = true;
            rule.Recipe.Add(recipe.TrimStart());
        }

        Rules.Add(rule);
        _current.Add(rule);
    }

    /// <summary>Whether prerequisites can wait: one meaning, no second colon, nothing done by expanding them.</summary>
    private bool IsPlain(string text) =>
        !_expander.Uncertain && text.Contains('$', StringComparison.Ordinal) && MakeText.Find(text, 0, ":") < 0
        && !text.Contains("eval", StringComparison.Ordinal) && !text.Contains("shell", StringComparison.Ordinal)
        && !text.Contains("error", StringComparison.Ordinal) && !text.Contains("call", StringComparison.Ordinal);

    private (ImmutableArray<string>, ImmutableArray<string>) Needs(
        string text, ImmutableDictionary<string, MakeVariable> variables)
    {
        ImmutableDictionary<string, MakeVariable> now = _expander.Variables;
        _expander.Variables = variables;
        string names = _expander.Expand(text);
        _expander.Variables = now;
        int bar = names.IndexOf('|', StringComparison.Ordinal);
        return ([.. MakeText.Split(bar < 0 ? names : names[..bar])],
            bar < 0 ? [] : [.. MakeText.Split(names[(bar + 1)..])]);
    }

    /// <summary>The source suffix of an old suffix rule, <c>.md.html:</c>; null when the targets are none.</summary>
    private static string? Suffix(ImmutableArray<string> targets) =>
        targets is [['.', .. var rest] one] && !rest.Contains('/', StringComparison.Ordinal)
            && rest.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && dot + 1 < rest.Length
            ? one[..(dot + 1)]
            : null;

    private static ImmutableArray<string> Suffixed(ImmutableArray<string> targets) =>
        Suffix(targets) is { } source ? ["%" + targets[0][source.Length..]] : targets;
}
