using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Languages;

/// <summary>A program of another language as the shell would see it: what it runs, removes, asks databases and sends
/// over the network becomes invocations of the programs that do the same.</summary>
/// <param name="by">The interpreter, as wrappers are shown.</param>
/// <param name="launch">How the interpreter is run.</param>
/// <param name="arguments">The program's own arguments.</param>
/// <param name="inline">The agent wrote the code for this very run; a file is the project's own.</param>
internal sealed partial class CodeProgram(
    Session session, string by, Family family, Launch launch, ImmutableArray<Word> arguments, bool inline)
        : ICodeListener
{
    /// <summary>Deeds of one program; one of more is not read to its end.</summary>
    private const int MaxDeeds = 200;

    /// <summary>Code in code in code: each level is quoted once more.</summary>
    private const int MaxNesting = 4;

    /// <summary>Characters of one program: what is longer was made by a program.</summary>
    private const int MaxCode = 256 * 1024;

    private readonly Launch _launch = launch with { Files = [], OutputAway = true };
    private Functions? _functions;
    private CodeReader? _reader;
    private string _code = "";
    private CodeCall? _connected;
    private int _deeds;
    private int _nesting;
    private bool _connects;
    private bool _joined;

    /// <summary>What the code sees: what its launch brings, and files that libraries of its language load.</summary>
    private CodeReach Seen => new(
        [
            .. session.Known(exported: true),
            .. _launch.Assigned.Where(a => a.Value?.Text is not null)
                .Select(a => KeyValuePair.Create(a.Key, a.Value?.Text ?? "")),
        ],
        _launch.Clean || session.Scope.Clean)
    {
        Directory = _launch.Directory.Text,
        Loads = DotEnvRule.Of(by),
    };

    private Functions Known => _functions ??= new Functions(this, Home, ReadFile);

    private Word Home => session.Context.Variables.TryGetValue("HOME", out string? home) ? new Word(home)
        : Word.Unknown("$HOME");

    /// <summary>Reads code, and tells the session what it does.</summary>
    public void Run(string code)
    {
        if (code.Length > MaxCode || _nesting >= MaxNesting)
        {
            Unread(code.Length > MaxCode ? $"it is longer than {MaxCode / 1024} KB" : "it is code in code in code");
            return;
        }

        if (!session.Charge(code.Length / 8, _launch.Span))
        {
            return;
        }

        _nesting++;
        CodeReader? outer = _reader;
        string outerCode = _code;
        _code = code;
        _reader = new CodeReader(code, family, this);
        _reader.Run();
        if (family >= Family.Go)
        {
            // A program begins at its main, whose name is written so or so.
            _reader.RunNamed("init", once: true);
            _reader.RunNamed("main", once: true);
            _reader.RunNamed("Main", once: true);
        }

        foreach (Word argument in outer is null ? arguments : [])
        {
            // A command of the program's own command line: python cli.py reset-db.
            if (argument.Text is { Length: > 2 } word && char.IsAsciiLetter(word[0]))
            {
                _reader.RunNamed(word);
            }
        }

        if (_reader.GaveUp)
        {
            Unread("it is too much to follow");
        }

        _reader = outer;
        _code = outerCode;
        _nesting--;
    }

    /// <summary>Records that a part of the code was not read: what stands there is not known to be harmless.</summary>
    private void Unread(string why)
    {
        SourceText outer = session.Source;
        session.Source = inline ? outer : outer with { File = outer.File ?? by };
        session.AddOpaque(
            OpacityKind.Unreadable, $"not all of the code that {by} runs is read: {why}", outer.Where(_launch.Span),
            Seen);
        session.Source = outer;
    }

    public CodeValue? Called(CodeCall call)
    {
        if (session.Stopped)
        {
            return null;
        }

        if (_deeds > MaxDeeds)
        {
            Unread($"it does more than {MaxDeeds} things");
            return null;
        }

        if (family is Family.Ruby && call.Name is [.., '!'])
        {
            // rm_rf! does what rm_rf does, and complains.
            call = new CodeCall(call.Path.TrimEnd('!'), call.Receiver, call.Arguments, call.Named);
        }

        if (family is Family.Ruby or >= Family.Go)
        {
            call = SourceCalls.Alike(family, call, out CodeValue? told);
            if (told is not null)
            {
                return told;
            }
        }

        if (Known.Of(call) is { } value)
        {
            return value;
        }

        Remember(call);
        Connects(call);
        Prints(call);
        bool done = RunsCode(call) || Queries(call) || Requests(call) || Clouds(call) || Clusters(call)
            || Buckets(call) || Queues(call) || Removes(call) || Runs(call)
            || Writes(call) || Moves(call) || FollowsImport(call) || OfLibrary(call);
        _deeds += done ? 1 : 0;
        return null;
    }

    public Word Variable(string name)
    {
        foreach ((string key, Word? given) in _launch.Assigned)
        {
            if (key == name && given is not null)
            {
                return given;
            }
        }

        if (session.Scope.Variables.TryGetValue(name, out Variable? variable)
            && variable is { Exported: true, Alternatives: [{ Value: { Text: not null } known }] })
        {
            return known;
        }

        return session.Context.Variables.TryGetValue(name, out string? surely) ? new Word(surely)
            : Word.Unknown("$" + name);
    }

    public CodeValue Argument(int? index) => index is not { } at
        ? new CodeValue.List([.. arguments.Select(a => new CodeValue.Text(a))])
        : at - 1 < arguments.Length ? new CodeValue.Text(arguments[at - 1]) : new CodeValue.Unknown("$" + at);

    private string? ReadFile(Word path) =>
        session.Files.Read(_launch.Directory, path) is FileText.Known(var text) ? text : null;

    /// <summary><c>exec("…")</c>, <c>eval</c>: code of the same language.</summary>
    private bool RunsCode(CodeCall call)
    {
        bool own = ForeignNames.RunsOwnCode(call.Name) && (call.Root.Length == 0 || call.RootName is "vm" or "builtins"
            or "Kernel" or "window" or "globalThis") && call.Receiver is null;
        if (!own || (call.Name is "exec" && family is not Family.Python) || call.Name is "assert"
            && family is not Family.Php
            || call.Name is "load" && family is not Family.Lua)
        {
            return false;
        }

        if (call.Argument(0) is CodeValue.Text(var code) && !code.IsUnknown)
        {
            Run(code.Shown);
        }
        else if (call.Name is not "compile")
        {
            Opaque(call.Argument(0), call.Name);
        }

        return true;
    }

    /// <summary>Records code that only run time knows: what was decoded or came from the network asks by itself, other
    /// code counts by its reach.</summary>
    private void Opaque(CodeValue code, string what)
    {
        string why = $"{by} runs what {what} is given, which is known only at run time";
        SourceText outer = session.Source;
        switch (Origin(code))
        {
            case OpacityKind.Network:
                session.AddOpaque(OpacityKind.Network, $"the answer of a server is run by {by}",
                    outer.Where(_launch.Span));
                break;
            case OpacityKind.Unreadable:
                session.AddOpaque(OpacityKind.RunTime, why, outer.Where(_launch.Span));
                break;
            default:
                session.Source = outer with { File = outer.File ?? by };
                session.AddOpaque(OpacityKind.RunTime, why, outer.Where(_launch.Span), Seen);
                session.Source = outer;
                break;
        }
    }

    /// <summary>Where an unknown value comes from: the network, something that hides it (<see
    /// cref="OpacityKind.Unreadable"/>), or elsewhere.</summary>
    private static OpacityKind Origin(CodeValue value)
    {
        for (int i = 0; i < 8 && value is CodeValue.Returned({ } call); i++)
        {
            if (call.Name is "b64decode" or "urlsafe_b64decode" or "decompress" or "loads" or "atob" or "fromhex"
                or "unhexlify"
                or "base64_decode" or "gzinflate" or "gzuncompress" or "str_rot13" or "decode64" or "inflate"
                or "gunzipSync"
                or "inflateSync" or "decrypt" or "a2b_base64" or "fromCharCode" or "unpack")
            {
                return OpacityKind.Unreadable;
            }

            if (call.Name is "urlopen" or "fetch" || (call.RootName is "requests" or "httpx" or "axios" or "HTTP"
                or "HTTParty"
                && call.Name is "get" or "post" or "request"))
            {
                return OpacityKind.Network;
            }

            value = call.Receiver ?? call.Argument(0);
        }

        return OpacityKind.RunTime;
    }

    /// <summary>A function of another file of the project: what it does there.</summary>
    private bool FollowsImport(CodeCall call)
    {
        if (_reader is null || _nesting >= MaxNesting || Module(call, _reader) is not { } module)
        {
            return false;
        }

        foreach (string path in Candidates(module))
        {
            Word file = new(path);
            if (session.Files.Read(_launch.Directory, file) is not FileText.Known(var text))
            {
                continue;
            }

            _nesting++;
            CodeReader outer = _reader;
            session.Files.Within(path + ": " + call.Name, _launch.Span, _ =>
            {
                var quiet = new CodeReader(text, family, new Quiet(this));
                quiet.Run();
                quiet.Speak(this);
                _reader = quiet;
                quiet.Calls(call.Name, call);
                if (quiet.GaveUp)
                {
                    Unread($"{path} is too much to follow");
                }
            });
            _reader = outer;
            _nesting--;
            return true;
        }

        return false;
    }

    /// <summary>Where a function is from that another file of the project holds; <c>require("./x").f()</c> says it
    /// itself.</summary>
    private string? Module(CodeCall call, CodeReader reader)
    {
        if (call.Root is ['.', '/' or '.', ..] && family is Family.JavaScript)
        {
            return call.Root;
        }

        string local = LocalName(call, call.Path.Split('.')[0]);
        return reader.Imports.GetValueOrDefault(local);
    }

    private string LocalName(CodeCall call, string first) =>
        _reader is not null && _reader.Imports.ContainsKey(call.Name) ? call.Name
        : _reader is not null && _reader.Imports.FirstOrDefault(i =>
        call.Path == i.Value + "." + call.Name) is { Key: { } key }
            ? key : first;

    private IEnumerable<string> Candidates(string module)
    {
        if (family is Family.Python)
        {
            string path = module.TrimStart('.').Replace('.', '/');
            return path.Length == 0 ? [] : [path + ".py", path + "/__init__.py", "src/" + path + ".py"];
        }

        return family is not Family.JavaScript || !module.StartsWith('.') ? []
            : [module, module + ".js", module + ".ts", module + ".mjs", module + ".cjs", module + "/index.js",
            module + "/index.ts"];
    }

    /// <summary>Listens without telling: a file that is imported from is read for its functions.</summary>
    private sealed class Quiet(CodeProgram program) : ICodeListener
    {
        public CodeValue? Called(CodeCall call)
        {
            program.Remember(call);
            return program.Known.Of(call);
        }

        public Word Variable(string name) => program.Variable(name);

        public CodeValue Argument(int? index) => program.Argument(index);
    }
}
