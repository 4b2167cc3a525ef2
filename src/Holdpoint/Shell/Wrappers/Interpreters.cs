using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Languages;

namespace Holdpoint.Shell.Wrappers;

/// <summary>An interpreter of another language: where its code stands on the command line.</summary>
/// <param name="Valued">Letters of short options that take a value, those of code included.</param>
/// <param name="Code">Options whose value is code.</param>
internal sealed record Interpreter(Family Family, string Valued, string Code)
{
    /// <summary>Long options that take the next word.</summary>
    public string LongValued { get; init; } = "";

    /// <summary>Verbs after which the file stands: <c>deno run x.ts</c>.</summary>
    public string Verbs { get; init; } = "";

    /// <summary>The verb after which code stands: <c>deno eval</c>.</summary>
    public string CodeVerb { get; init; } = "";
}

/// <summary>Code of other languages: on the command line, on the input, in the file that is run, and in the shells of
/// frameworks.</summary>
internal sealed class Interpreters(Session session)
{
    /// <summary>Applications of one project that are looked into.</summary>
    private const int MaxApps = 40;

    /// <summary>The interpreter of a name; null when it is none.</summary>
    public static Interpreter? Find(string name) => name switch
    {
        "perl" => new(Family.Perl, "eEIMmF", "e E"),
        "ruby" or "jruby" or "truffleruby" => new(Family.Ruby, "eIrCE", "e"),
        "php" => new(Family.Php, "rdBREfFzSt", "r B R E run"),
        "node" or "nodejs" or "tsx" or "ts-node" or "esno" or "vite-node" or "babel-node" or "zx" or "ts-node-esm" =>
            new(
            Family.JavaScript, "eprC", "e p eval print")
        {
            LongValued
                = "require import loader experimental-loader conditions env-file env-file-if-exists tsconfig project",
            Verbs = "watch run",
        },
        "bun" => new(Family.JavaScript, "eprc", "e p eval print") { LongValued = "cwd config env-file",
            Verbs = "run" },
        "deno" => new(Family.JavaScript, "erc", "e eval") { LongValued = "config import-map env", Verbs = "run",
            CodeVerb = "eval" },
        "lua" or "luajit" => new(Family.Lua, "el", "e"),
        "Rscript" or "R" => new(Family.R, "ef", "e"),
        "julia" => new(Family.Julia, "eELJ", "e E eval print"),
        "osascript" => new(Family.AppleScript, "els", "e"),
        "groovy" => new(Family.Kotlin, "ecDpil", "e") { LongValued = "classpath define encoding" },
        "elixir" or "iex" => new(Family.Ruby, "erSp", "e eval rpc-eval") { LongValued = "eval erl cookie name sname" },
        "jshell" => new(Family.Java, "RJC", ""),
        "rust-script" => new(Family.Rust, "edDwb", "e expr") { LongValued = "dep toolchain-version base-path" },
        _ when name.StartsWith("perl5", StringComparison.Ordinal) => new(Family.Perl, "eEIMmF", "e E"),
        _ when name.StartsWith("ruby", StringComparison.Ordinal) && name.Length > 4 && char.IsAsciiDigit(name[4]) =>
            new(Family.Ruby, "eIrCE", "e"),
        _ when name.StartsWith("php", StringComparison.Ordinal) && name.Length > 3 && char.IsAsciiDigit(name[3]) =>
            new(Family.Php, "rdBREfFzSt", "r B R E run"),
        _ when name.StartsWith("python", StringComparison.Ordinal) || name is "pypy" or "pypy3" or "ipython" =>
            new(Family.Python, "cmWXQ", "c"),
        _ => null,
    };

    /// <summary>Whether code of another language can be in the words of a program of this name.</summary>
    public static bool Takes(string name) => name is "awk" or "gawk" or "mawk" or "nawk" || Find(name) is not null;

    public void Run(string name, Interpreter interpreter, Launch launch)
    {
        var wrapper = new Wrapper
        {
            Valued = interpreter.Valued,
            LongValued = interpreter.Code + " " + interpreter.LongValued,
            Code = interpreter.Code,
        };
        var line = new Line(launch.Arguments);
        List<Word> codes = [];
        Word? module = null;
        while (line.Option(wrapper, out string option, out Word? value))
        {
            if (value is null)
            {
                continue;
            }

            if (option is "r" or "require" or "import" or "loader" && !Wrapper.Has(wrapper.Code, option))
            {
                session.Launcher.Code.RunsNetwork(
                    session.Launcher.Redirections.Descriptor(value, launch.Descriptors), launch.Span, name);
            }

            if (option == "m" && interpreter.Family is Family.Python)
            {
                // What follows is the module's own command line.
                module = value;
                break;
            }

            if (Wrapper.Has(wrapper.Code, option))
            {
                // node -pe CODE: print is not the code but how it is used.
                Word code = option == "p" && value.Text is "e" && line.Next is { } next ? next : value;
                line.Skip(ReferenceEquals(code, value) ? 0 : 1);
                codes.Add(code);
                if (interpreter.Family is Family.Python)
                {
                    break;
                }
            }
        }

        if (codes.Count > 0)
        {
            RunCode(name, interpreter.Family, launch, Words.JoinWith(codes, "\n"), line.Rest);
        }
        else if (module is not null)
        {
            RunModule(name, launch, module, line.Rest);
        }
        else
        {
            RunOperand(name, interpreter, launch, line);
        }
    }

    /// <summary>A file, or without one what stands on the input.</summary>
    private void RunOperand(string name, Interpreter interpreter, Launch launch, Line line)
    {
        if (interpreter.CodeVerb.Length > 0 && line.Next?.Text == interpreter.CodeVerb)
        {
            line.Skip(1);
            while (line.Next?.Prefix is ['-', ..])
            {
                line.Skip(1);
            }

            if (line.Next is { } code)
            {
                RunCode(name, interpreter.Family, launch, code, []);
            }

            return;
        }

        if (line.Next?.Text is { } verb && Wrapper.Has(interpreter.Verbs, verb))
        {
            line.Skip(1);
            while (line.Next?.Prefix is ['-', ..])
            {
                line.Skip(1);
            }
        }

        if (line.Next is not { } file || file.Text is "-")
        {
            if (launch.Input is Input.Given(var text))
            {
                RunCode(name, interpreter.Family, launch, text, line.Rest.IsEmpty ? [] : line.Rest[1..]);
            }
            else if (!session.Launcher.Code.RunsNetwork(launch.Input, launch.Span, name)
                && launch.Input is Input.Piped(var producer) && Origins.Hides(producer))
            {
                session.Launcher.Code.RunInput(launch, launch.Input, name, null, []);
            }

            return;
        }

        ImmutableArray<Word> arguments = line.Rest[1..];
        if (Framework(name, interpreter.Family, launch, Launcher.NameOf(file.Prefix), arguments))
        {
            return;
        }

        RunFile(name, interpreter.Family, launch, file, arguments);
    }

    private void RunFile(string name, Family family, Launch launch, Word file, ImmutableArray<Word> arguments)
    {
        Input? source = session.Launcher.Redirections.Descriptor(file, launch.Descriptors, launch.Input);
        if (source is Input.Given({ Text: not null } given))
        {
            RunCode(name, family, launch, given, arguments);
        }
        else if (session.Launcher.Code.RunsNetwork(source, launch.Span, name))
        {
            // What it does nobody has seen.
        }
        else if (ScriptPath(launch, file) && session.Files.Read(launch.Directory, file) is FileText.Known(var text))
        {
            bool own = Words.Resolve(launch.Directory, file).Text is { } path
                && session.Scope.Written.ContainsKey(path);
            session.Files.Within(file.Shown, launch.Span, s =>
                new CodeProgram(s, name, family, launch, arguments, inline: own).Run(text));
        }
    }

    private static bool ScriptPath(Launch launch, Word file) =>
        file.Prefix is not ['-', ..] && Holdpoint.Shell.Scripts.ScriptFiles.IsOwn(launch.Directory, file);

    /// <summary><c>python -m alembic</c> is alembic; a module of the project is read.</summary>
    private void RunModule(string name, Launch launch, Word module, ImmutableArray<Word> arguments)
    {
        if (module.Text is not { } text || text is "pytest" or "pip" or "venv" or "unittest" or "http.server"
            or "json.tool")
        {
            return;
        }

        string path = text.Replace('.', '/');
        foreach (string candidate in (ReadOnlySpan<string>)[path + ".py", path + "/__main__.py"])
        {
            if (session.Files.Read(launch.Directory, new Word(candidate)) is FileText.Known)
            {
                RunFile(name, Family.Python, launch, new Word(candidate), arguments);
                return;
            }
        }

        Launch inner = launch with { Files = [], OutputAway = true };
        session.Launcher.Start(inner.Then(text is "awscli" ? new Word("aws") : module, arguments, name));
    }

    /// <summary>Shells of frameworks that are given code: <c>manage.py shell -c</c>, <c>rails runner</c>, <c>artisan
    /// tinker</c>.</summary>
    public bool Framework(string name, Family family, Launch launch, string program, ImmutableArray<Word> arguments)
    {
        if (arguments is not [{ Text: { } verb }, .. var rest])
        {
            return false;
        }

        switch (program, verb)
        {
            case ("manage.py" or "django-admin" or "django-admin.py", "shell" or "shell_plus"):
            case ("flask", "shell"):
            case ("artisan", "tinker"):
            case ("wp", "eval") or ("drush", "php:eval" or "ev" or "php-eval"):
            case ("rails", "runner" or "r" or "console" or "c"):
                break;
            case ("manage.py" or "django-admin", _) when family is Family.Python:
                return OwnCommand(name, launch, verb);
            default:
                return false;
        }

        var wrapper = new Wrapper { Valued = "ce", LongValued = "command execute environment",
            Code = "c command execute" };
        var line = new Line(rest);
        Word? code = null;
        while (line.Option(wrapper, out string option, out Word? value))
        {
            code = value is not null && Wrapper.Has(wrapper.Code, option) ? value : code;
        }

        bool operand = verb is "runner" or "r" or "eval" or "php:eval" or "ev" or "php-eval";
        code ??= operand ? line.Next : null;
        if (operand && code is { Text: { } path } && path.EndsWith(".rb", StringComparison.Ordinal))
        {
            RunFile(name, family, launch, code, []);
        }
        else if (code is not null && code.Text is not "-")
        {
            RunCode(name, family, launch, code, []);
        }
        else if (launch.Input is Input.Given(var text))
        {
            RunCode(name, family, launch, text, []);
        }

        return true;
    }

    /// <summary>A command of the project's own: <c>manage.py tidy</c> runs <c>handle</c> in
    /// <c>APP/management/commands/tidy.py</c>; false where there is none, since Django brings many.</summary>
    private bool OwnCommand(string name, Launch launch, string verb)
    {
        if (launch.Directory.Text is not { } folder || !verb.All(c => char.IsAsciiLetterOrDigit(c) || c is '_'))
        {
            return false;
        }

        foreach (string app in Apps(folder))
        {
            var file = new Word($"{app}management/commands/{verb}.py");
            if (session.Files.Read(launch.Directory, file) is FileText.Known(var text))
            {
                session.Files.Within(file.Shown, launch.Span, s =>
                    new CodeProgram(s, name, Family.Python, launch, [new Word("handle")], inline: false).Run(text));
                return true;
            }
        }

        return false;
    }

    /// <summary>Folders of a project that may be applications, those of its packages among them.</summary>
    private IEnumerable<string> Apps(string folder)
    {
        foreach (string name in session.Context.Names(folder).Where(IsPackage).Take(MaxApps))
        {
            yield return name + "/";
            if (name is "apps" or "src" or "backend" || name == folder[(folder.LastIndexOf('/') + 1)..])
            {
                foreach (string inner in session.Context.Names($"{folder}/{name}").Where(IsPackage).Take(MaxApps))
                {
                    yield return $"{name}/{inner}/";
                }
            }
        }
    }

    private static bool IsPackage(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_');

    private void RunCode(string name, Family family, Launch launch, Word code, ImmutableArray<Word> arguments)
    {
        session.Launcher.Code.RunsNetwork(new Input.Given(code), launch.Span, name);
        new CodeProgram(session, name, family, launch, arguments, inline: true).Run(code.Shown);
    }
}
