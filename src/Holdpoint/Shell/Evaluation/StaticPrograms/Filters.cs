using System.Text;

namespace Holdpoint.Shell.Evaluation.StaticPrograms;

/// <summary>Filters small enough to be exact: known text in, known text out.</summary>
internal static class Filters
{
    /// <summary>Whether the arguments name a file, so that standard input does not count.</summary>
    public static bool ReadsFile(string? name, string[] arguments) =>
        name switch
        {
            "tr" or "sed" or "grep" => false,
            "head" or "tail" or "cut" => arguments.Any(a =>
                a is not ['-', ..] && !a.All(char.IsAsciiDigit) && a.Contains('.', StringComparison.Ordinal)
            ),
            "xxd" => arguments.Any(a => a is not ['-', ..]),
            _ => arguments.Any(a => a is not ['-', ..]),
        };

    /// <summary>The output; null when the filter or one of its options is not among these.</summary>
    public static string? Output(string? name, string[] arguments, string input) =>
        (name, arguments) switch
        {
            ("base64", ["-d" or "--decode" or "-D" or "-di" or "-id"] or ["-d", "-i"]) => Base64(input),
            ("base64", [] or ["-w0"]) => Convert.ToBase64String(Encoding.UTF8.GetBytes(input))
                + (arguments is [] ? "\n" : ""),
            ("openssl", ["base64" or "enc", ..])
                when arguments.Contains("-d")
                    && arguments.All(a => a is "base64" or "enc" or "-base64" or "-d" or "-A" or "-a") => Base64(input),
            ("xxd", ["-r", "-p"] or ["-p", "-r"] or ["-rp"] or ["-pr"] or ["-r", "-ps"]) => Hex(input),
            ("rev", []) => EachLine(input, static l => new string([.. Enumerable.Reverse(l)])),
            ("tac", []) => string.Join('\n', Enumerable.Reverse(input.TrimEnd('\n').Split('\n'))) + "\n",
            ("tr", _) => Translate.Output(arguments, input),
            ("cut", _) => Cut(arguments, input),
            ("head", _) => Head(arguments, input),
            ("sort", []) => string.Join('\n', input.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal)) + "\n",
            ("nl" or "wc", _) => null,
            _ => null,
        };

    private static string EachLine(string text, Func<string, string> change) =>
        string.Join('\n', text.Split('\n').Select(change));

    private static string? Base64(string input)
    {
        string clean = string.Concat(input.Where(c => !char.IsWhiteSpace(c)));
        byte[] bytes = new byte[clean.Length];
        return Convert.TryFromBase64String(clean, bytes, out int length) ? Utf8(bytes.AsSpan(0, length)) : null;
    }

    private static string? Hex(string input)
    {
        string clean = string.Concat(input.Where(c => !char.IsWhiteSpace(c)));
        return clean.Length % 2 == 0 && clean.All(char.IsAsciiHexDigit) ? Utf8(Convert.FromHexString(clean)) : null;
    }

    private static string Utf8(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private static string? Head(string[] arguments, string input)
    {
        string? count = arguments switch
        {
            [] => "10",
            ["-n", var n] => n,
            [['-', 'n', .. var n]] => n,
            [['-', .. var n]] => n,
            _ => null,
        };
        if (!int.TryParse(count, out int lines) || lines < 0)
        {
            return null;
        }

        int at = 0;
        for (int i = 0; i < lines && at < input.Length; i++)
        {
            int end = input.IndexOf('\n', at);
            at = end < 0 ? input.Length : end + 1;
        }

        return input[..at];
    }

    /// <summary>cut with one field or one range of characters.</summary>
    private static string? Cut(string[] arguments, string input)
    {
        char delimiter = '\t';
        string? fields = null,
            characters = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            if (argument is not ['-', var option, .. var value])
            {
                return null;
            }

            value = value.Length == 0 && i + 1 < arguments.Length ? arguments[++i] : value;
            switch (option)
            {
                case 'd' when value.Length == 1:
                    delimiter = value[0];
                    break;
                case 'f':
                    fields = value;
                    break;
                case 'c' or 'b':
                    characters = value;
                    break;
                default:
                    return null;
            }
        }

        if (Range(fields ?? characters) is not var (from, to) || (fields is null) == (characters is null))
        {
            return null;
        }

        return string.Concat(
            input
                .TrimEnd('\n')
                .Split('\n')
                .Select(line =>
                {
                    if (characters is not null)
                    {
                        return string.Concat(line.Skip(from - 1).Take(to - from + 1)) + "\n";
                    }

                    string[] parts = line.Split(delimiter);
                    return (parts.Length == 1 ? line : string.Join(delimiter, parts.Skip(from - 1).Take(to - from + 1)))
                        + "\n";
                })
        );
    }

    private static (int From, int To)? Range(string? list)
    {
        string[] ends = (list ?? "").Split('-');
        int from = 1,
            to = short.MaxValue;
        return ends.Length switch
        {
            1 when int.TryParse(ends[0], out from) && from > 0 => (from, from),
            2
                when (ends[0].Length == 0 || (int.TryParse(ends[0], out from) && from > 0))
                    && (ends[1].Length == 0 || (int.TryParse(ends[1], out to) && to >= from)) => (from, to),
            _ => null,
        };
    }
}
