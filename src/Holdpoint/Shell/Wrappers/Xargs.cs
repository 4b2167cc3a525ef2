using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>xargs: the command with the words of its input, or with an unknown word that may be many.</summary>
internal sealed class Xargs(Session session)
{
    /// <summary>Command lines that known input is cut into; the rest adds nothing new.</summary>
    private const int MaxLines = 64;

    private static readonly Wrapper Options = new()
    {
        Valued = "IPnLsdaEJRS",
        LongValued = "max-args max-procs max-lines max-chars delimiter arg-file process-slot-var",
        Query = "p interactive help version",
    };

    private string? _replaced;
    private string? _delimiter;
    private int _most = int.MaxValue;
    private bool _byLine;
    private bool _runsEmpty = true;
    private Word? _file;

    public Outcome Run(Launch launch)
    {
        var line = new Line(launch.Arguments);
        while (line.Option(Options, out string option, out Word? value))
        {
            Apply(option, value, line);
        }

        ImmutableArray<Word> command = line.Rest;
        if (command is not [var program, .. var arguments])
        {
            (program, arguments) = (new Word("echo"), []);
        }

        Input input = _file is null
            ? launch.Input
            : session.Launcher.Redirections.Descriptor(_file, launch.Descriptors, launch.Input)
                ?? new Input.FromFile(_file);
        Launch inner = launch.Then(program, arguments, "xargs") with { Input = input };
        if (input is Input.Given({ Text: { } text }))
        {
            RunKnown(inner, arguments, text);
            return Outcome.Unknown;
        }

        Word unknown = Unknown(input);
        if (_replaced is { } mark)
        {
            var by = new Word([unknown.Pieces[0] with { Splits = false }]);
            return session.Launcher.Start(
                inner with
                {
                    Program = Words.Replace(program, mark, by),
                    Arguments = [.. arguments.Select(a => Words.Replace(a, mark, by))],
                }
            );
        }

        return session.Launcher.Start(inner with { Arguments = arguments.Add(unknown) });
    }

    private void Apply(string option, Word? value, Line line)
    {
        switch (option)
        {
            case "I" or "J":
                _replaced = value?.Text ?? "{}";
                _byLine = option == "I";
                break;
            case "i" or "replace":
                // Both take their value attached only: -iX, --replace=X.
                _replaced = value?.Text is { Length: > 0 } mark ? mark : Attached(line) ?? "{}";
                _byLine = true;
                break;
            case "0" or "null":
                _delimiter = "\0";
                break;
            case "d" or "delimiter":
                _delimiter = Escapes.Decode(value?.Text ?? "\n", EscapeStyle.Percent);
                break;
            case "n" or "max-args":
                _most = int.TryParse(value?.Text, out int most) && most > 0 ? most : 1;
                break;
            case "L" or "max-lines":
                _most = 1;
                break;
            case "a" or "arg-file":
                _file = value;
                break;
            case "r" or "no-run-if-empty":
                _runsEmpty = false;
                break;
        }
    }

    private static string? Attached(Line line) => line.TakeAttached();

    private void RunKnown(Launch inner, ImmutableArray<Word> arguments, string text)
    {
        List<string> items =
            _delimiter is { Length: > 0 } delimiter ? [.. text.Split(delimiter)]
            : _byLine ? Lines(text)
            : Items(text);
        if (_delimiter is not null && items is [.., ""])
        {
            items.RemoveAt(items.Count - 1);
        }

        if (items.Count == 0)
        {
            if (_runsEmpty && _replaced is null)
            {
                session.Launcher.Start(inner);
            }

            return;
        }

        int runs = 0;
        int size = _replaced is not null ? 1 : Math.Min(_most, items.Count);
        for (int i = 0; i < items.Count && runs <= MaxLines && !session.Stopped; i += size)
        {
            Word? others = ++runs > MaxLines ? Word.Unknown("the other items", splits: _replaced is null) : null;
            if (_replaced is { } mark)
            {
                Word by = others ?? new Word(items[i]);
                ImmutableArray<Word> filled = [.. arguments.Select(a => Words.Replace(a, mark, by))];
                if (session.Charge(Words.Length(filled), inner.Span))
                {
                    session.Launcher.Start(
                        inner with { Program = Words.Replace(inner.Program, mark, by), Arguments = filled });
                }
            }
            else
            {
                session.Launcher.Start(
                    inner with
                    {
                        Arguments = others is not null ? [.. arguments, others]
                            : [.. arguments, .. items.GetRange(i, Math.Min(size, items.Count - i))
                                .Select(t => new Word(t))],
                    }
                );
            }
        }
    }

    private Word Unknown(Input input)
    {
        switch (input)
        {
            case Input.Piped(var producer):
                return Session.OutputOf(producer, splits: true);
            case Input.Given(var text):
                return Word.Unknown(text.Shown.Trim(), splits: true, text.Producer);
            case Input.FromFile(var path):
                return session.ContentOf(path, splits: true);
            default:
                return Word.Unknown("$(cat)", splits: true);
        }
    }

    private static List<string> Lines(string text) =>
        [.. text.Split('\n').Select(l => l.TrimStart(' ', '\t')).Where(l => l.Length > 0)];

    /// <summary>xargs' own splitting: blanks and line ends part, quotes and backslashes hold together.</summary>
    private static List<string> Items(string text)
    {
        List<string> items = [];
        var item = new StringBuilder();
        bool open = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is ' ' or '\t' or '\n')
            {
                if (open)
                {
                    items.Add(item.ToString());
                    item.Clear();
                    open = false;
                }

                continue;
            }

            open = true;
            if (c == '\\' && i + 1 < text.Length)
            {
                item.Append(text[++i]);
            }
            else if (c is '"' or '\'' && text.IndexOf(c, i + 1) is var end and > 0)
            {
                item.Append(text.AsSpan(i + 1, end - i - 1));
                i = end;
            }
            else
            {
                item.Append(c);
            }
        }

        if (open)
        {
            items.Add(item.ToString());
        }

        return items;
    }
}
