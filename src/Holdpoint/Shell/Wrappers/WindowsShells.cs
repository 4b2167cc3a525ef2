using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Commands of Windows' shells: <c>cmd /c</c>, <c>pwsh -Command</c>, and their own words for removing, which
/// an agent on Windows writes where others write <c>rm</c>.</summary>
internal sealed class WindowsShells(Session session)
{
    /// <summary>Runs what a shell of Windows or one of its own commands would run; null for another program, and for a
    /// shell, which is an invocation too.</summary>
    public Outcome? Run(string name, Launch launch)
    {
        bool shell = name is "cmd" or "powershell" or "pwsh";
        string? code = name switch
        {
            "cmd" => Command(launch) is { } text ? CmdCode.Translate(text) : null,
            "powershell" or "pwsh" => PowerShell(name, launch),
            _ => OfItself(name, launch),
        };
        if (code is null)
        {
            return null;
        }

        Launch inner = shell ? launch with { Files = [], OutputAway = true } : launch;
        session.Launcher.Code.RunChild(inner, new Word(code), name, null, [], launch.Input);
        return shell ? null : Outcome.Unknown;
    }

    /// <summary><c>rd /s /q x</c>, <c>Remove-Item x</c> as the agent's own line.</summary>
    private static string? OfItself(string name, Launch launch)
    {
        if (Known(launch.Arguments) is not { } words)
        {
            return null;
        }

        if (PowerShellCode.IsCmdlet(name))
        {
            return PowerShellCode.Said([name, .. words]);
        }

        return words.Exists(CmdCode.IsSwitch) || (name is "move" && words.Exists(IsOfWindows))
            ? CmdCode.Said([name, .. words])
            : null;
    }

    /// <summary>A path as Windows has it, or a pattern that no shell before it has resolved.</summary>
    private static bool IsOfWindows(string word) =>
        word.Contains('\\', StringComparison.Ordinal) || word.Contains('*', StringComparison.Ordinal);

    /// <summary>What stands behind <c>/c</c>; a word with blanks that is not the first keeps its quotes.</summary>
    private static string? Command(Launch launch)
    {
        ImmutableArray<Word> words = launch.Arguments;
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i].Text?.TrimStart('/') is not ['c' or 'C' or 'k' or 'K', .. var attached]
                || words[i].Prefix is not ['/', ..])
            {
                continue;
            }

            var text = new StringBuilder(attached);
            foreach (Word word in words.AsSpan()[(i + 1)..])
            {
                string said = word.Text ?? "%" + word.Shown.Trim('$', '{', '}') + "%";
                bool whole = text.Length > 0 && said.Contains(' ', StringComparison.Ordinal);
                text.Append(text.Length > 0 ? " " : "").Append(whole ? $"\"{said}\"" : said);
            }

            return text.ToString();
        }

        return null;
    }

    private string? PowerShell(string name, Launch launch)
    {
        ImmutableArray<Word> words = launch.Arguments;
        for (int i = 0; i < words.Length; i++)
        {
            string option = words[i].Prefix is ['-' or '/', .. var letters] ? letters.ToLowerInvariant() : "";
            if (option.Length == 0)
            {
                return words[i].Text is { } file && file.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase)
                    ? OfFile(name, launch, words[i])
                    : Code(words[i..]);
            }

            if (Is(option, "command", 1) || Is(option, "commandwithargs", 8) || option is "cwa")
            {
                return words[(i + 1)..] is [{ Text: "-" }] or [] ? OfInput(launch) : Code(words[(i + 1)..]);
            }

            if (Is(option, "file", 1))
            {
                return i + 1 < words.Length ? OfFile(name, launch, words[i + 1]) : null;
            }

            if (Is(option, "encodedcommand", 1) || option is "ec")
            {
                return i + 1 < words.Length && words[i + 1].Text is { } coded ? Decoded(coded) : null;
            }

            i += TakesValue(option) ? 1 : 0;
        }

        return OfInput(launch);
    }

    private static bool Is(string option, string whole, int least) =>
        option.Length >= least && whole.StartsWith(option, StringComparison.Ordinal);

    private static bool TakesValue(string option) => option is "ep" or "ex" or "wd" or "if" or "of" or "v"
        || Is(option, "executionpolicy", 2) || Is(option, "windowstyle", 1) || Is(option, "workingdirectory", 2)
        || Is(option, "configurationname", 6) || Is(option, "version", 1) || Is(option, "inputformat", 3)
        || Is(option, "outputformat", 1) || Is(option, "custompipename", 2) || Is(option, "settingsfile", 3);

    private static string? Code(ImmutableArray<Word> words) => Known(words) is { } known
        ? PowerShellCode.Translate(string.Join(' ', known))
        : null;

    private static string? OfInput(Launch launch) =>
        launch.Input is Input.Given({ Text: { } text }) ? PowerShellCode.Translate(text) : null;

    private string? OfFile(string name, Launch launch, Word file)
    {
        switch (session.Files.Read(launch.Directory, file))
        {
            case FileText.Known(var text):
                return PowerShellCode.Translate(text);
            case FileText.Refused refused:
                session.Files.Refuse(refused, launch.Span, $"{name} {file.Shown}");
                return null;
            default:
                return null;
        }
    }

    private static string? Decoded(string coded)
    {
        Span<byte> bytes = new byte[coded.Length];
        return Convert.TryFromBase64String(coded, bytes, out int length)
            ? PowerShellCode.Translate(Encoding.Unicode.GetString(bytes[..length]))
            : null;
    }

    /// <summary>The words' texts, the source of a piece that is not known in its place; null where none is
    /// known.</summary>
    private static List<string>? Known(ImmutableArray<Word> words) =>
        words.IsEmpty ? null : [.. words.Select(w => w.Text ?? w.Shown)];
}
