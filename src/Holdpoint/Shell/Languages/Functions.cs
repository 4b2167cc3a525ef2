using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Languages;

/// <summary>Functions of the languages whose answer can be known: paths, texts, what is decoded, files that are
/// read.</summary>
/// <param name="Home">The home folder.</param>
/// <param name="Read">The text of a file; null where nobody knows.</param>
internal sealed record Functions(ICodeListener Listener, Word Home, Func<Word, string?> Read)
{
    /// <summary>What a call returns; null where that is not known.</summary>
    public CodeValue? Of(CodeCall call) =>
        Modules(call) ?? Paths(call) ?? Outside(call) ?? Decoded(call) ?? OfText(call) ?? OfList(call);

    private static CodeValue.Reference? Modules(CodeCall call) => call switch
    {
        { Path: "require" or "__import__" or "importlib.import_module" or "import_module" or "import",
            Arguments: [{ Known: { } module }, ..] } => new CodeValue.Reference(
                module.StartsWith("node:", StringComparison.Ordinal) ? module["node:".Length..] : module),
        _ => null,
    };

    private CodeValue? Paths(CodeCall call)
    {
        switch (call.Name)
        {
            case "join" when call.Receiver is null && call.RootName is "path" or "posixpath" or "File"
                or "filepath" or "posix":
            case "resolve" when call.Receiver is null && call.RootName is "path":
            case "file.path":
                return Text(Texts.Path([.. call.Arguments.Select(a => a.AsWord())]));
            case "joinpath" when call.Receiver is { } folder:
                return Text(Texts.Path([folder.AsWord(), .. call.Arguments.Select(a => a.AsWord())]));
            case "Path" or "PurePath" or "PosixPath" or "Pathname" when call.Arguments.Length > 0:
                return Text(Texts.Path([.. call.Arguments.Select(a => a.AsWord())]));
            case "expanduser" or "expand_path" or "path.expand":
                Word path = call.Receiver is CodeValue.Text(var own) ? own : call.Argument(0).AsWord();
                return Text(path.Prefix is "~" or ['~', '/', ..] ? Words.Concat(Home, Words.Skip(path, 1)) : path);
            case "home" when call.RootName is "Path" or "Dir":
            case "homedir" when call.RootName is "os" or "":
                return Text(Home);
            case "abspath" or "realpath" or "normpath" or "normalize" or "fspath" or "String" or "str" or "quote"
                or "text"
                or "raw" or "URL" or "URI" or "parse" or "realpathSync" or "escapeshellarg" or "Literal" or "SQL"
                or "unsafe"
                or "literal" or "shellescape" or "Uri" or "dedent" or "list" or "tuple" or "set" or "sorted"
                or "reversed"
                or "Array" when call.Arguments is [CodeValue.Text or CodeValue.List] or [CodeValue.Text, CodeValue.Map]
                    && call.Receiver is null:
                return call.Arguments[0];
            case "mkdtemp" or "mkdtempSync" or "mktmpdir" or "mktemp" or "gettempdir" or "tmpdir"
                or "TemporaryDirectory"
                or "NamedTemporaryFile" or "tempdir" or "tempfile" or "sys_get_temp_dir" or "mkstemp":
                return Text(Word.Unknown("$(mktemp -d)"));
            case "glob" or "iglob" or "globSync" or "rglob"
                or "Sys.glob" when call.Arguments is [CodeValue.Text(var pattern), ..]:
                Word whole = call.Receiver is CodeValue.Text(var below)
                    ? Texts.Path(call.Name is "rglob" ? [below, new Word("**"), pattern] : [below, pattern])
                    : pattern;
                return Text(Texts.Glob(whole));
            case "listdir" or "readdirSync" or "scandir" when call.Receiver is null && call.RootName is not "os"
                || call.Name is "listdir":
            case "children" or "entries" or "each_child" when call.RootName is "Dir":
                return Text(Texts.Glob(new Word("*")));
            case "scandir" or "iterdir" when (call.Receiver ?? call.Argument(0)) is CodeValue.Text(var within):
                return Text(Texts.Glob(Texts.Path([within, new Word("*")])));
            default:
                return null;
        }
    }

    /// <summary>Variables of the environment, and files.</summary>
    private CodeValue.Text? Outside(CodeCall call)
    {
        switch (call.Name)
        {
            case "getenv" or "Sys.getenv" or "env" or "config" when call.Argument(0).Known is { } name
                && IsVariable(name):
            case "get" or "fetch" or "getOrThrow" when call.Argument(0).Known is { } && call.RootName is "environ"
                or "ENV" or "env"
                && call.Argument(0).Known is { } key && (name = key).Length > 0:
                return Text(Listener.Variable(name));
            case "read" or "readlines" when call.Receiver is CodeValue.Returned({ Name: "open" or "File" } opened):
                return File(opened.Argument(0));
            case "read_text" or "read_bytes" or "text" when call.Receiver is CodeValue.Text:
                return File(call.Receiver);
            case "text" when call.Receiver is CodeValue.Returned({ Path: "Bun.file" } file):
                return File(file.Argument(0));
            case "readFileSync" or "readFile" or "readTextFileSync" or "readTextFile" or "file_get_contents":
            case "read" when call.RootName is "File" or "IO":
                return File(call.Argument(0));
            default:
                return null;
        }
    }

    private static bool IsVariable(string name) =>
        name.Length > 1 && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');

    private CodeValue.Text? File(CodeValue path) =>
        path is not CodeValue.Text(var word) || word.HasUnknown ? null
            : Read(word) is { } text
                ? Text(new Word([new Piece(PieceKind.Text, text) { Producer = Reader(word) }]))
                : Text(Word.Unknown("{" + word.Shown + "}", producer: Reader(word)));

    /// <summary>Who would print the same: where the text comes from.</summary>
    private static Invocation Reader(Word file) => new()
    {
        Program = new Word("cat"),
        Name = "cat",
        Arguments = [file],
        Directory = Word.Unknown("."),
    };

    private static CodeValue.Text? Decoded(CodeCall call)
    {
        string? given = call.Argument(0).Known;
        string? text = call.Name switch
        {
            "b64decode" or "urlsafe_b64decode" or "standard_b64decode" or "decodebytes" or "atob" or "base64_decode"
                or "decode64" or "strict_decode64" or "urlsafe_decode64" or "decode_base64" => given is null ? null
                : Texts.FromBase64(given),
            "from" when call.RootName is "Buffer" && call.Argument(1).Known is "base64" or "base64url" =>
                given is null ? null
                : Texts.FromBase64(given),
            "from" when call.RootName is "Buffer" && call.Argument(1).Known is "hex" => given is null ? null
                : Texts.FromHex(given),
            "fromhex" or "unhexlify" or "hex2bin" => given is null ? null : Texts.FromHex(given),
            "decodeURIComponent" or "unquote" or "urldecode" or "unescape" => given is null ? null
                : Uri.UnescapeDataString(given),
            "fromCharCode" or "chr" => Characters(call.Arguments),
            _ => null,
        };
        return text is null ? null : new CodeValue.Text(new Word(text));
    }

    private static string? Characters(ImmutableArray<CodeValue> numbers)
    {
        string text = "";
        foreach (CodeValue number in numbers)
        {
            if (!int.TryParse(number.Known, CultureInfo.InvariantCulture, out int code) || code is < 1 or > 0xFFFF)
            {
                return null;
            }

            text += (char)code;
        }

        return text.Length > 0 ? text : null;
    }

    private static CodeValue? OfText(CodeCall call)
    {
        if (call.Receiver is not CodeValue.Text(var text))
        {
            return call switch
            {
                { Name: "split" or "shellsplit", RootName: "shlex"
                    or "Shellwords", Arguments: [CodeValue.Text(var code), ..] } =>
                    Split(code, null),
                { Name: "sprintf" or "format", Arguments: [CodeValue.Text(var format), .. var rest] } =>
                    Text(Texts.Format(format, new CodeValue.List(rest))),
                { Name: "paste0" or "glue" or "concat" } when call.Arguments.Length > 0 && call.Receiver is null =>
                    call.Arguments.Aggregate(CodeValue.Join),
                { Name: "paste" } when call.Arguments.Length > 0 =>
                    Text(Words.JoinWith(call.Arguments.Select(a => a.AsWord()), " ")),
                { Name: "dumps" or "stringify" or "json_encode" or "encode_json", Arguments: [var value, ..] } =>
                    JsonText.Of(value) is { } json ? Text(json) : null,
                _ => null,
            };
        }

        return call.Name switch
        {
            "strip" or "trim" or "decode" or "encode" or "toString" or "to_s" or "chomp" or "rstrip" or "lstrip"
                or "trimEnd"
                or "resolve" or "absolute" or "as_posix" or "freeze" or "stripIndent" or "expand_path" or "realpath"
                or "squish" or "strip_heredoc" or "to_path" or "valueOf" or "rewind" => call.Receiver,
            "format" => Text(Texts.Fill(text, call)),
            "concat" => call.Arguments.Aggregate((CodeValue)call.Receiver, CodeValue.Join),
            "join" when call.Argument(0) is CodeValue.List(var items) =>
                Text(Words.JoinWith(items.Select(i => i.AsWord()), text.Shown)),
            "split" => Split(text, call.Argument(0).Known),
            "replace" or "gsub" or "sub" or "replaceAll" when call.Argument(0).Known is { Length: > 0 } old
                && call.Argument(1) is CodeValue.Text(var by) => Text(Words.Replace(text, old, by)),
            "unpack1" or "unpack" when call.Argument(0).Known is "m" or "m0" && text.Text is { } coded
                && Texts.FromBase64(coded) is { } plain => Text(new Word(plain)),
            _ => null,
        };
    }

    private static CodeValue.List? Split(Word text, string? by) => text.Text is not { } known ? null
        : new CodeValue.List([.. (by is { Length: > 0 } ? known.Split(by)
            : known.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)).Select(w => Text(new Word(w)))]);

    private static CodeValue? OfList(CodeCall call) => call switch
    {
        { Receiver: CodeValue.List(var items), Name: "join" } =>
            Text(Words.JoinWith(items.Select(i => i.AsWord()), call.Argument(0).Known ?? (call.Arguments.IsEmpty
                ? "," : " "))),
        { Receiver: CodeValue.List, Name: "concat" } => call.Arguments.Aggregate(call.Receiver, CodeValue.Join),
        _ => null,
    };

    private static CodeValue.Text Text(Word word) => new(word);
}
