using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Wrappers;

/// <summary>An interpreter of another language: where its code stands on the command line.</summary>
/// <param name="Valued">Letters of short options that take a value, those of code included.</param>
/// <param name="Code">Options whose value is code.</param>
/// <param name="FirstOperand">The first operand is code, as for awk.</param>
/// <param name="Backquotes">Text between backquotes is run by a shell.</param>
internal sealed record Interpreter(string Valued, string Code, bool FirstOperand, bool Backquotes);

/// <summary>Shell commands inside code of other languages, as far as they are written out there:
/// <c>os.system("rm x")</c>.</summary>
/// <remarks>Nothing else of that code is understood; a command put together at run time is not seen.</remarks>
internal sealed class Interpreters(Session session)
{
    /// <summary>Calls looked at in one piece of code.</summary>
    private const int MaxCalls = 64;

    /// <summary>The interpreter of a name; null when it is none.</summary>
    public static Interpreter? Find(string name) => name switch
    {
        "awk" or "gawk" or "mawk" or "nawk" => new("Fvf", "e source", FirstOperand: true, Backquotes: false),
        "perl" => new("eEIMmF", "e E", FirstOperand: false, Backquotes: true),
        "ruby" => new("eIrCE", "e", FirstOperand: false, Backquotes: true),
        "php" => new("rdBREf", "r", FirstOperand: false, Backquotes: true),
        "node" or "nodejs" or "bun" or "deno" => new("epr", "e p eval print", FirstOperand: false, Backquotes: false),
        "lua" => new("el", "e", FirstOperand: false, Backquotes: false),
        _ when name.StartsWith("perl5", StringComparison.Ordinal) =>
            new("eEIMmF", "e E", FirstOperand: false, Backquotes: true),
        "Rscript" or "R" or "julia" => new("eE", "e eval", FirstOperand: false, Backquotes: false),
        _ when name.StartsWith("python", StringComparison.Ordinal) || name is "pypy" or "pypy3" =>
            new("cmWXQ", "c", FirstOperand: false, Backquotes: false),
        _ => null,
    };

    public void Run(string name, Interpreter interpreter, Launch launch)
    {
        string options = interpreter.Code;
        var wrapper = new Wrapper { Valued = interpreter.Valued, LongValued = options, Code = options };
        var line = new Line(launch.Arguments);
        bool file = false, given = false;
        while (line.Option(wrapper, out string option, out Word? value))
        {
            file |= option == "f";
            if (value is { } code && Wrapper.Has(wrapper.Code, option))
            {
                given = true;
                RunCalls(name, interpreter, launch, code);
            }
        }

        bool reads = !given && !interpreter.FirstOperand && line.Next?.Text is null or "-";
        if (reads && launch.Input is Input.Given(var text))
        {
            RunCalls(name, interpreter, launch, text);
        }

        if (interpreter.FirstOperand && !file && line.Next is { } program)
        {
            RunCalls(name, interpreter, launch, program);
        }
    }

    private void RunCalls(string name, Interpreter interpreter, Launch launch, Word code)
    {
        Launch inner = launch with { Files = [], OutputAway = true };
        int calls = 0;
        foreach (ForeignCall call in ForeignCalls.In(code.Shown, interpreter.Backquotes))
        {
            if (calls++ >= MaxCalls || session.Stopped)
            {
                break;
            }

            ImmutableArray<Word> words = [.. call.Program.Concat(call.Words).Select(w => new Word(w))];
            if (call.IsCode)
            {
                // A call of that name may mean something else, with a text that is no shell.
                if (ShellParser.Parse(call.Words[0]) is not ParseAnswer.Parsed)
                {
                    continue;
                }

                session.Launcher.Code.RunChild(inner, words[0], name, null, [], Input.Inherited.Instance);
            }
            else
            {
                session.Launcher.Start(inner.Then(words[0], words[1..], name));
            }
        }
    }
}
