using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Where code for PowerShell comes from: the network, or base64 that cannot be unpacked. What it does is read
/// elsewhere.</summary>
internal sealed class PowerShellOrigins(Session session)
{
    private static readonly Wrapper Options = new()
    {
        OneDash = true,
        LongValued = "EncodedCommand encodedcommand enc Enc ec e E File file f Version WorkingDirectory wd "
            + "ExecutionPolicy executionpolicy ep ex exec WindowStyle w ConfigurationName InputFormat OutputFormat "
            + "PSConsoleFile EncodedArguments",
    };

    public void Look(string name, Launch launch)
    {
        var line = new Line(launch.Arguments);
        while (line.Option(Options, out string option, out Word? value))
        {
            switch (option.ToLowerInvariant())
            {
                case "e" or "ec" or "enc" or "encodedcommand" when value is { Prefix: not ['-', ..] }:
                    Encoded(name, launch, value);
                    return;
                case "f" or "file" when value is { Text: not "-" }:
                    session.Launcher.Code.RunsNetwork(
                        session.Launcher.Redirections.Descriptor(value, launch.Descriptors, launch.Input),
                        launch.Span, name);
                    return;
                case "c" or "command" or "commandwithargs" when line.Rest is not [{ Text: "-" }, ..]:
                    Code(name, launch, Words.JoinWith(line.Rest, " "));
                    return;
            }
        }

        if (line.Next is { Text: not "-" } code)
        {
            Code(name, launch, code);
        }
        else if (launch.Input is Input.Given(var text))
        {
            Code(name, launch, text);
        }
        else
        {
            session.Launcher.Code.RunInput(launch, launch.Input, name, null, []);
        }
    }

    private void Encoded(string name, Launch launch, Word value)
    {
        byte[] bytes = new byte[value.Text?.Length ?? 0];
        if (value.Text is { } text && Convert.TryFromBase64String(text, bytes, out int length))
        {
            Code(name, launch, new Word(Encoding.Unicode.GetString(bytes, 0, length)));
            return;
        }

        session.AddOpaque(
            OpacityKind.RunTime, $"{name} runs code in base64 that cannot be unpacked",
            session.Source.Where(launch.Span));
    }

    /// <summary>What is fetched and given to Invoke-Expression is code from the network.</summary>
    private void Code(string name, Launch launch, Word code)
    {
        string text = code.Shown;
        bool runs = Says(text, "iex") || Says(text, "Invoke-Expression") || Says(text, "ScriptBlock");
        bool fetches = Says(text, "DownloadString") || Says(text, "iwr") || Says(text, "irm")
            || Says(text, "Invoke-WebRequest") || Says(text, "Invoke-RestMethod") || Says(text, "curl");
        if (runs && fetches)
        {
            session.AddOpaque(
                OpacityKind.Network, $"the answer of a server is run by {name}", session.Source.Where(launch.Span));
            return;
        }

        session.Launcher.Code.RunsNetwork(new Input.Given(code), launch.Span, name);
    }

    private static bool Says(string text, string word)
    {
        int at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && (at == 0 || !char.IsAsciiLetter(text[at - 1]))
            && (at + word.Length == text.Length || !char.IsAsciiLetter(text[at + word.Length]));
    }
}
