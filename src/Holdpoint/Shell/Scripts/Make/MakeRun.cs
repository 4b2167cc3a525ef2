using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Scripts.Make;

/// <summary>One run of make.</summary>
internal sealed class MakeRun
{
    /// <summary>Targets that need each other in a chain.</summary>
    private const int MaxDepth = 80;

    /// <summary>Pattern rules after one another, for what is not there.</summary>
    private const int MaxChain = 2;

    /// <summary>Targets made in one run.</summary>
    private const int MaxTargets = 3000;

    private readonly Session _session;
    private readonly TaskFiles _files;
    private readonly MakeLine _line;
    private readonly MakeExpander _expander;
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private Launch _launch;
    private int _depth;
    private bool _ended;

    public MakeRun(Session session, TaskFiles files, Launch launch, MakeLine line)
    {
        _session = session;
        _files = files;
        _launch = launch;
        _line = line;
        _expander = new MakeExpander(session, files, launch);
    }

    public void Run(string folder, List<string> paths)
    {
        var reader = new MakeReader(_expander, _files, folder);
        reader.IncludeFolders.AddRange(_line.IncludeFolders.Select(f => TaskFiles.Join(folder, f)));
        Given();
        foreach (string text in _line.Texts)
        {
            reader.Read(text);
        }

        bool all = paths.All(reader.ReadFile);
        string shown = paths.Count > 0 ? paths[0] : "makefile";
        if (_expander.Exhausted || reader.IsTooLong)
        {
            _files.Refuse("more is to be expanded than is read", shown, _launch.Span, "make");
        }
        else if (reader.Damage is { } damage)
        {
            _files.Refuse(damage, shown, _launch.Span, "make");
        }

        if (!all || _expander.Failed)
        {
            return;
        }

        Exports(reader);
        MakeRules rules = reader.Rules;
        string? first = _expander.Value(".DEFAULT_GOAL") is { Length: > 0 } named ? named.Trim() : rules.First;
        List<string> goals = _line.Goals.Count > 0 ? _line.Goals : first is null ? [] : [first];
        foreach (string goal in reader.Missing.Where(m => rules.Of(m).Any(r => r.HasRecipe)).Concat(goals))
        {
            Make(rules, goal, isGoal: true);
        }
    }

    /// <summary>Variables of the command line, and those that make sets itself.</summary>
    private void Given()
    {
        var variables = ImmutableDictionary.CreateBuilder<string, MakeVariable>();
        foreach ((string name, Word value) in _line.Variables)
        {
            variables[name] = MakeVariable.Of(_expander.Text(value), recursive: true, MakeOrigin.CommandLine);
        }

        variables["MAKECMDGOALS"] =
            MakeVariable.Of(string.Join(' ', _line.Goals), recursive: false, MakeOrigin.Default);
        _expander.Variables = variables.ToImmutable();
    }

    /// <summary>What every recipe has in its environment.</summary>
    private void Exports(MakeReader reader)
    {
        var exported = ImmutableArray.CreateBuilder<KeyValuePair<string, Word?>>();
        string flags = (_line.Dry ? "n" : "") + (_line.Variables.Count > 0 ? " -- " : "")
            + string.Join(' ', _line.Variables.Select(v => $"{v.Key}={v.Value.Shown}"));
        if (flags.Length > 0)
        {
            exported.Add(new("MAKEFLAGS", new Word(flags)));
        }

        bool all = reader.ExportsAll || reader.Rules.Has(".EXPORT_ALL_VARIABLES");
        foreach ((string name, MakeVariable variable) in _expander.Variables)
        {
            bool wanted = variable.Exported
                ?? (all || variable.Origin is MakeOrigin.CommandLine || _session.Context.IsExported(name)
                    || _session.Scope.Variables.GetValueOrDefault(name) is { Exported: true }
                    || _launch.Assigned.Any(a => a.Key == name));
            if (wanted && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
                && name is not ("SHELL" or "MAKECMDGOALS" or "MAKEFILE_LIST" or "PATH"))
            {
                exported.Add(new(name, Known(_expander.All(name.Length == 1 ? "$" + name : $"$({name})")[0])));
            }
        }

        _launch = _launch with { Assigned = [.. _launch.Assigned, .. exported] };
    }

    private Word Known(string text) => new(_session.Holes.Pieces(text, splits: false));

    private void Make(MakeRules rules, string target, bool isGoal)
    {
        if (_ended || _session.Stopped || _done.Contains(target))
        {
            return;
        }

        if (_done.Count > MaxTargets || _depth > MaxDepth)
        {
            _session.Stop("more targets than are followed", _launch.Span);
            return;
        }

        _done.Add(target);

        _depth++;
        ImmutableDictionary<string, MakeVariable> before = _expander.Variables;
        foreach (MakeAssignment variable in rules.Variables(target))
        {
            // A variable of a target holds for what the target needs as well.
            new MakeAssigner(_expander).Assign(variable, MakeOrigin.File);
        }

        List<MakeRule> own = [.. rules.Of(target).Where(r => r.Variable is null)];
        if (!own.Exists(r => r.HasRecipe)
            && (rules.Pattern(target, n => CanBeHad(rules, n, MaxChain))
                ?? rules.Pattern(target, n => CanBeHad(rules, n, 0))
                ?? (isGoal && own.Count == 0 ? Fallback(rules) : null)) is { } pattern)
        {
            own.Insert(0, pattern);
        }

        if (own.Exists(r => r.DoubleColon))
        {
            foreach (MakeRule rule in own)
            {
                Recipes(rules, target, [rule], rule);
            }
        }
        else
        {
            // The last recipe counts, and all that stand behind conditions that only running tells.
            MakeRule? last = own.FindLast(r => r.HasRecipe);
            MakeRule[] recipes =
                [.. own.Where(r => r.HasRecipe && (r == last || r.Uncertain || last is { Uncertain: true }))];
            Recipes(rules, target, own, recipes);
        }

        _expander.Variables = before;
        _depth--;
    }

    private static MakeRule? Fallback(MakeRules rules) => rules.Of(".DEFAULT").FirstOrDefault(r => r.HasRecipe);

    /// <summary>Whether something is there, is named by a rule, or is made by a chain of patterns.</summary>
    private bool CanBeHad(MakeRules rules, string name, int links) =>
        rules.Has(name) || Exists(name)
        || (links < MaxChain && rules.Pattern(name, n => CanBeHad(rules, n, links + 1)) is not null);

    private bool Exists(string name) =>
        _launch.Directory.Text is { } folder && _files.Exists(TaskFiles.Join(folder, name));

    private void Recipes(MakeRules rules, string target, IReadOnlyList<MakeRule> all, params MakeRule[] recipes)
    {
        MakeRule? main = recipes.Length > 0 ? recipes[^1] : null;
        List<string> needs = [], order = [];
        foreach (MakeRule rule in all.OrderByDescending(r => r == main))
        {
            needs.AddRange(Twice(rules, target, rule.For(target, rule.Prerequisites)));
            order.AddRange(Twice(rules, target, rule.For(target, rule.OrderOnly)));
        }

        foreach (string need in needs.Concat(order))
        {
            Make(rules, need, isGoal: false);
        }

        foreach (MakeRule recipe in recipes)
        {
            if (recipe.Recipe.Count > 0 && !_session.Stopped && !_ended)
            {
                Recipe(rules, target, recipe, needs, order);
            }
        }
    }

    /// <summary>Prerequisites that are expanded a second time, once the target is known.</summary>
    private IEnumerable<string> Twice(MakeRules rules, string target, ImmutableArray<string> names) =>
        !rules.Has(".SECONDEXPANSION") || !names.Any(n => n.Contains('$', StringComparison.Ordinal)) ? names
        : MakeText.Split(_expander.With([("@", target)], () => _expander.Expand(string.Join(' ', names))));

    private void Recipe(MakeRules rules, string target, MakeRule recipe, List<string> needs, List<string> order)
    {
        string stem = recipe.Stem(target) ?? "";
        string? Automatic(string name) => name is [var sign, 'D' or 'F'] && Automatic(sign.ToString()) is { } words
            ? Parts(words, name[1] == 'F' ? Launcher.NameOf : s => s.IndexOf('/') < 0 ? "." : TaskFiles.Folder(s))
            : name switch
            {
                "@" => target,
                "<" => needs.Count > 0 ? needs[0] : "",
                "^" or "?" => string.Join(' ', needs.Distinct()),
                "+" => string.Join(' ', needs),
                "|" => string.Join(' ', order),
                "*" => stem,
                "%" => "",
                _ => null,
            };

        bool whole = rules.Has(".ONESHELL");
        _expander.Automatic = Automatic;
        _session.Choosing((recipe, whole), (_, r) => Lines(r.recipe, r.whole));
        _expander.Automatic = null;
        if (_expander.Failed)
        {
            // Where the value is sure, make ends here.
            _ended = !_expander.Uncertain;
            _expander.Failed = false;
        }
    }

    private static string Parts(string words, Func<string, string> part) =>
        string.Join(' ', MakeText.Split(words).Select(part));

    private Outcome Lines(MakeRule recipe, bool whole)
    {
        ImmutableDictionary<string, MakeVariable> before = _expander.Variables;
        List<(string Code, bool Always)> lines = [];
        foreach (string raw in recipe.Recipe)
        {
            bool always = raw.Contains("$(MAKE)", StringComparison.Ordinal)
                || raw.Contains("${MAKE}", StringComparison.Ordinal);
            lines.AddRange(MakeText.Lines(_expander.Expand(raw)).Select(l => (l, always)));
        }

        _expander.Variables = before;
        if (_expander.Failed)
        {
            return Outcome.Unknown;
        }

        if (whole && lines.Count > 0)
        {
            IEnumerable<string> later = lines.Skip(1).Select(l => l.Code.TrimStart('@', '-', '+'));
            lines = [(string.Join('\n', later.Prepend(lines[0].Code)), lines[0].Always)];
        }

        string shell = _expander.Value("SHELL"), flags = _expander.Value(".SHELLFLAGS");
        foreach ((string code, bool always) in lines)
        {
            string text = code.TrimStart('@', '-', '+', ' ', '\t', '\n');
            bool said = always || code[..^text.Length].Contains('+', StringComparison.Ordinal);
            if (text.Trim().Length > 0 && (said || !_line.Dry))
            {
                Shell(shell, flags, text);
            }
        }

        return Outcome.Unknown;
    }

    private void Shell(string shell, string flags, string code)
    {
        string[] program = MakeText.Split(shell);
        if (program is [] || (program.Length == 1 && flags.Contains('c', StringComparison.Ordinal)
            && Launcher.NameOf(program[0]) is "sh" or "bash" or "dash" or "zsh" or "ksh" or "ash"))
        {
            _session.Launcher.Code.RunChild(_launch, new Word(code), "make", null, [], _launch.Input);
            return;
        }

        _session.Launcher.Start(_launch.Then(
            Known(program[0]),
            [.. program.Skip(1).Concat(MakeText.Split(flags)).Select(Known), Known(code)],
            "make"));
    }
}
