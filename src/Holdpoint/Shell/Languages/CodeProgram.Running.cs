using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Syntax;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Languages;

/// <summary>Programs and code of the shell that foreign code runs, and files that it removes or writes.</summary>
internal sealed partial class CodeProgram
{
    private bool Runs(CodeCall call)
    {
        if (call.Name is "new" && call.RootName is "Command" || !ForeignNames.Runs(call.Name))
        {
            return RunsByName(call);
        }

        CodeValue first = call.Argument(0) is CodeValue.Map && call.Argument(0)["cmd"] is { } inside ? inside
            : call.Arguments.IsEmpty ? call.Option("args") ?? call.Option("cmd") ?? CodeValue.Nothing
            : call.Argument(0);
        bool known = call.Receiver is null
            && (call.Root.Length == 0 || ForeignNames.RunsPrograms(call.RootName)
            || !ForeignNames.IsCommon(call.Name));
        if (!known && (!IsCommand(first) || IsPattern(call.Receiver)))
        {
            return false;
        }

        ImmutableArray<Word> words = Program(call, first);
        if (words.IsEmpty)
        {
            if (known && IsShell(call) && first is not CodeValue.Map)
            {
                OpaqueCommand(call, first);
            }

            return true;
        }

        Launch inner = Inside(call);
        if (words.Length > 1 || first is CodeValue.List)
        {
            session.Launcher.Start(inner.Then(words[0], words[1..], by));
        }
        else if (!words[0].IsUnknown)
        {
            Shell(inner, words[0]);
        }
        else if (IsShell(call))
        {
            OpaqueCommand(call, first);
        }

        return true;
    }

    private void OpaqueCommand(CodeCall call, CodeValue code)
    {
        if (inline || Origin(code) is not OpacityKind.RunTime)
        {
            Opaque(code, call.Name);
        }
    }

    /// <summary>Whether the function is there to run code of a shell: an unknown text is unknown code.</summary>
    private static bool IsShell(CodeCall call) =>
        call.Name is "system" or "popen" or "execSync" or "shell_exec" or "passthru" or "getoutput"
            or "getstatusoutput" or "`"
            or "create_subprocess_shell" or "execaCommand" or "execaCommandSync"
        || (call.Name is "exec" && call.RootName is "child_process" or "" or "Kernel")
        || call.Option("shell") is CodeValue.Reference("True" or "true");

    /// <summary>The words of a program and its arguments; one word is code of a shell.</summary>
    private static ImmutableArray<Word> Program(CodeCall call, CodeValue first)
    {
        ImmutableArray<CodeValue> rest = call.Arguments.Length > 1 ? call.Arguments[1..] : [];
        if (first is CodeValue.List(var items))
        {
            return Flat(items);
        }

        if (first is not CodeValue.Text(var program))
        {
            return [];
        }

        if ((rest is [CodeValue.List(var given), ..] || call.Option("args") is CodeValue.List(var named)
            && (given = named) is var _)
            && !given.IsDefault)
        {
            return [program, .. Flat(given)];
        }

        if (call.Name.StartsWith("exec", StringComparison.Ordinal) && call.Name is not ("exec" or "execSync"
            or "execute")
            && call.RootName is "os" && rest is [_, .. var after])
        {
            // os.execlp(file, arg0, …)
            return [program, .. Flat(after)];
        }

        bool words = !rest.IsEmpty && rest.All(r => r is CodeValue.Text or CodeValue.Unknown)
            && call.Name is "system" or "exec"
            or "spawn" or "sh" or "capture2" or "capture2e" or "capture3" or "create_subprocess_exec" or "popen"
            or "run"
            && rest[0] is CodeValue.Text;
        return words ? [program, .. Flat(rest)] : [program];
    }

    private static ImmutableArray<Word> Flat(ImmutableArray<CodeValue> items)
    {
        ImmutableArray<Word>.Builder words = ImmutableArray.CreateBuilder<Word>();
        foreach (CodeValue item in items)
        {
            if (item is CodeValue.List(var inner))
            {
                words.AddRange(Flat(inner));
            }
            else if (item is not CodeValue.Map)
            {
                words.Add(item.AsWord());
            }
        }

        return words.ToImmutable();
    }

    /// <summary>A pattern looks for the text, it does not run it.</summary>
    private static bool IsPattern(CodeValue? receiver) =>
        receiver is CodeValue.Unknown("/") or CodeValue.Returned({ Name: "RegExp" or "compile" or "prepare" });

    /// <summary>A text that is clearly a command: words, the first a name or a path.</summary>
    private static bool IsCommand(CodeValue value) =>
        value is CodeValue.Text(var text) && text.Prefix.IndexOf(' ') is > 0 and var blank
        && text.Prefix[..blank].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'
        or '/' or '.')
        && !ForeignNames.LooksLikeSql(text.Prefix);

    /// <summary>Libraries whose functions are named as the programs: <c>sh.rm("-rf", "x")</c>.</summary>
    private bool RunsByName(CodeCall call)
    {
        if (call.Receiver is not null || call.Root is not ("sh" or "shell" or "shelljs") || call.Arguments.IsEmpty)
        {
            return false;
        }

        session.Launcher.Start(Inside(call).Then(new Word(call.Name), Flat(call.Arguments), by));
        return true;
    }

    /// <summary>What a program prints of a file, it shows like the program that prints files.</summary>
    private void Prints(CodeCall call)
    {
        if (call.Name is "print" or "puts" or "log" or "write" or "echo"
            && call.Argument(0) is CodeValue.Text({ Producer: not null } text))
        {
            session.Launcher.Start((launch with { Files = [] }).Then(new Word("echo"), [text], by));
        }
    }

    /// <summary>A connection that the program opens, and that becomes the input of what it runs.</summary>
    private void Connects(CodeCall call)
    {
        _connects |= call.Name switch
        {
            "connect" or "connect_ex" => call.Path.Contains("socket", StringComparison.OrdinalIgnoreCase)
                || call.Receiver is CodeValue.Returned({ Name: "socket" or "Socket" }),
            "create_connection" or "fsockopen" or "pfsockopen" or "stream_socket_client" => true,
            "new" or "open" => call.RootName is "TCPSocket",
            "accept" => call.Receiver is CodeValue.Returned({ Name: "socket" or "Socket" }),
            _ => false,
        };
        _joined |= _connects && (call.Name is "dup2"
            || call.Arguments.Any(a => a.AsWord().Shown.Contains("<&", StringComparison.Ordinal)));
    }

    private Input.Piped Connection() => new(new Invocation
    {
        Program = new Word(Downloads.Socket),
        Name = Downloads.Socket,
        Arguments = [],
        Directory = _launch.Directory,
    });

    private Launch Inside(CodeCall call)
    {
        Launch inner = _launch with { Input = _joined ? Connection() : Input.Inherited.Instance };
        if ((call.Option("cwd") ?? call.Option("chdir")) is CodeValue.Text(var folder))
        {
            inner = inner with { Directory = Words.Resolve(_launch.Directory, folder) };
        }

        if (call.Option("input") is CodeValue.Text(var input))
        {
            inner = inner with { Input = new Input.Given(input) };
        }

        return call.Option("env") is CodeValue.Map(var entries)
            ? inner with { Assigned = [.. inner.Assigned, .. entries.Select(e =>
            KeyValuePair.Create(e.Key, (Word?)e.Value.AsWord()))] }
            : inner;
    }

    private void Shell(Launch inner, Word code)
    {
        // A call of that name may mean something else, with a text that is no shell.
        if (code.Text is { } text && ShellParser.Parse(text) is not ParseAnswer.Parsed)
        {
            return;
        }

        session.Launcher.Code.RunChild(inner, code, by, null, [], inner.Input);
    }

    private bool Removes(CodeCall call)
    {
        ImmutableArray<string> program = ForeignNames.Removes(call.Name);
        if (program.IsEmpty)
        {
            return false;
        }

        // Path("x").unlink(), Bun.file("x").delete(): the path is what the call is made on.
        CodeValue? own = call.Receiver switch
        {
            CodeValue.Text => call.Receiver,
            CodeValue.Returned({ Name: "file" or "Path" or "File" } made) => made.Argument(0),
            _ => null,
        };
        bool files = own is not null || (call.Receiver is null && (ForeignNames.HoldsFiles(call.RootName)
            || call.Root.Length == 0 || !ForeignNames.RemovesElsewhere(call.Name)))
            || call.Receiver is CodeValue.Returned({ Path: "require" or "__import__" });
        if (!files || (call.Root.Length == 0 && call.Name is "delete" or "remove" && call.Receiver is null
            && own is null
            && family is Family.Ruby or Family.Perl or Family.Php))
        {
            return false;
        }

        ImmutableArray<Word> paths = own is not null ? own.Words
            : Flat([.. call.Arguments.TakeWhile((a, i) => i == 0 || a is CodeValue.Text or CodeValue.List)]);
        if (paths.IsEmpty || (!inline && paths.All(p => p.IsUnknown && !p.Shown.StartsWith('$'))))
        {
            // Which files a program of the project removes, only running it tells: they are its own.
            return true;
        }

        bool tree = call.Option("recursive") is { } recursive && recursive is not CodeValue.Reference("False"
            or "false" or "FALSE")
            || (call.Name is "remove" && call.RootName is "fse" or "fs-extra")
            || (call.Name is "rm" && call.Root is "shell" or "shelljs" or "sh");
        if (paths is [{ HasUnknown: false } below]
            && below.Shown.IndexOf("**", StringComparison.Ordinal) is >= 0 and var at)
        {
            Below(below.Shown[..at], below.Shown[(at + 2)..], tree || program.Contains("-rf"));
            return true;
        }

        ImmutableArray<Word> words = [.. program.Skip(1).Select(w => new Word(tree ? "-rf" : w)), .. paths];
        session.Launcher.Start((_launch with { Input = Input.Inherited.Instance }).Then(new Word(program[0]), words,
            by));
        return true;
    }

    /// <summary>What is found at any depth below a folder, as find says it.</summary>
    private void Below(string folder, string pattern, bool tree)
    {
        string start = folder.Length == 0 ? "." : folder is "/" ? folder : folder.TrimEnd('/');
        string name = pattern[(pattern.LastIndexOf('/') + 1)..];
        List<string> words = [start, "-mindepth", "1"];
        words.AddRange(name is "" or "*" ? [] : ["-name", name]);
        words.AddRange(tree ? ["-exec", "rm", "-rf", "{}", "+"] : ["-type", "f", "-delete"]);
        session.Launcher.Start((_launch with { Input = Input.Inherited.Instance }).Then(
            new Word("find"), [.. words.Select(w => new Word(w))], by));
    }

    /// <summary>A file that is written anew: over what it held, or, where no text is written at all, to nothing.
    /// </summary>
    private bool Writes(CodeCall call)
    {

        CodeValue? path = ForeignNames.Empties(call.Name)
            ? call.Receiver is CodeValue.Text ? call.Receiver : call.Argument(0)
            : ForeignNames.Opens(call.Name) && call.Receiver is null && Mode(call) is ['w', ..] or "O_TRUNC"
            or "+>" or ">"
                ? call.Argument(family is Family.Perl ? 2 : 0) : null;
        if (path is not CodeValue.Text(var file) || file.IsUnknown || !inline)
        {
            return path is not null;
        }

        bool nothing = ForeignNames.Empties(call.Name)
            ? call.Name is "truncate" or "truncateSync"
                || call.Argument(call.Receiver is CodeValue.Text ? 0 : 1).Known is ""
            : !ForeignNames.MayWrite(_code);
        session.Launcher.Start(nothing
            ? _launch.Then(new Word("truncate"), [new Word("-s"), new Word("0"), file], by)
            : _launch.Then(new Word("tee"), [file], by));
        return true;
    }

    private static string Mode(CodeCall call)
    {
        foreach (CodeValue value in call.Arguments.Skip(1).Append(call.Option("mode") ?? CodeValue.Nothing))
        {
            if (value.Known is ['w', ..] or ">" or "+>")
            {
                return value.Known;
            }
        }

        return "";
    }
}
