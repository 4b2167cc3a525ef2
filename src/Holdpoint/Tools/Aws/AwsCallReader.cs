using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Aws;

/// <summary>Splits the words after <c>aws</c> as its parser does: global options anywhere, the service and the
/// operation as the first words that are none, then options with all the words up to the next one.</summary>
internal static class AwsCallReader
{
    /// <summary>Null when the command only prints: help, version, completion.</summary>
    public static AwsCall? Read(ImmutableArray<Word> words)
    {
        string? service = "";
        string? operation = "";
        int named = 0;
        bool unseen = false;
        ImmutableArray<Parameter>.Builder? parameters = null, globals = null;
        ImmutableArray<Word>.Builder? operands = null;
        for (int i = 0; i < words.Length; i++)
        {
            Word word = words[i];
            if (OptionName(word) is { Length: > 0 } name)
            {
                (ImmutableArray<Word> values, i) = Values(words, i, Arity(name, named > 0 ? service : null));
                if (IsGlobal(name))
                {
                    if (name is "version")
                    {
                        return null;
                    }

                    (globals ??= ImmutableArray.CreateBuilder<Parameter>()).Add(new Parameter(name, values));
                }
                else
                {
                    (parameters ??= ImmutableArray.CreateBuilder<Parameter>()).Add(new Parameter(name, values));
                }
            }
            else if (word.Text is "--")
            {
                continue;
            }
            else if (word.MaySplit && named < 2 && KnownWordsAfter(words, i) >= 2 - named)
            {
                // "aws $OPTIONS s3 ls": no word at all, or options before the service.
                unseen = true;
            }
            else
            {
                switch (named++)
                {
                    case 0:
                        service = word.Text;
                        break;
                    case 1:
                        operation = word.Text;
                        break;
                    default:
                        unseen |= word.MaySplit;
                        (operands ??= ImmutableArray.CreateBuilder<Word>()).Add(word);
                        break;
                }

                if (word.Text is "help" && named <= 3 && parameters is null)
                {
                    return null;
                }
            }
        }

        return new AwsCall
        {
            Service = service,
            Operation = operation,
            Parameters = parameters?.ToImmutable() ?? [],
            Operands = operands?.ToImmutable() ?? [],
            Globals = globals?.ToImmutable() ?? [],
            Unseen = unseen,
        };
    }

    /// <summary>The name of an option, without dashes and value; null for any other word.</summary>
    private static string? OptionName(Word word)
    {
        string known = word.Prefix;
        if (!known.StartsWith("--", StringComparison.Ordinal) || known.Length == 2)
        {
            return null;
        }

        int equals = known.IndexOf('=', StringComparison.Ordinal);
        return equals > 2 ? known[2..equals] : word.Text is null ? null : known[2..];
    }

    private static (ImmutableArray<Word> Values, int At) Values(ImmutableArray<Word> words, int at, int arity)
    {
        Word option = words[at];
        int equals = option.Prefix.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
        {
            return ([option.Text is { } text ? new Word(text[(equals + 1)..]) : After(option, equals + 1)], at);
        }

        int end = at + 1;
        while (end < words.Length && end - at - 1 < arity && OptionName(words[end]) is null
            && words[end].Text is not "--")
        {
            end++;
        }

        return (words[(at + 1)..end], end - 1);
    }

    /// <summary>The rest of a word with unknown pieces, from an offset into its known beginning.</summary>
    private static Word After(Word word, int offset)
    {
        ImmutableArray<Piece>.Builder rest = ImmutableArray.CreateBuilder<Piece>();
        foreach (Piece piece in word.Pieces)
        {
            if (piece.Kind is not PieceKind.Unknown && offset >= piece.Value.Length)
            {
                offset -= piece.Value.Length;
                continue;
            }

            rest.Add(offset > 0 ? piece with { Value = piece.Value[offset..] } : piece);
            offset = 0;
        }

        return new Word(rest.ToImmutable());
    }

    /// <summary>How many words an option takes at most.</summary>
    private static int Arity(string name, string? service)
    {
        if (IsGlobal(name))
        {
            return GlobalFlag(name) ? 0 : 1;
        }

        return service switch
        {
            // Only the s3 commands have operands, so only there it matters.
            "s3" => S3Flag(name) ? 0 : 1,
            _ => int.MaxValue,
        };
    }

    private static bool S3Flag(string name) => name is "recursive" or "dryrun" or "quiet" or "delete" or "force"
        or "size-only" or "exact-timestamps" or "only-show-errors" or "follow-symlinks" or "no-follow-symlinks"
        or "no-guess-mime-type" or "no-progress" or "ignore-glacier-warnings" or "force-glacier-transfer"
        or "human-readable" or "summarize" or "validate-same-s3-paths" or "no-overwrite" or "no-verify-ssl"
        || "recursive".StartsWith(name, StringComparison.Ordinal);

    /// <summary>The CLI takes a beginning of a global option too, where it is long enough to be no other.</summary>
    private static bool IsGlobal(string name) => name switch
    {
        "debug" or "endpoint-url" or "no-verify-ssl" or "no-paginate" or "output" or "query" or "profile" or "region"
            or "version" or "color" or "no-sign-request" or "ca-bundle" or "cli-read-timeout" or "cli-connect-timeout"
            or "cli-binary-format" or "no-cli-pager" or "cli-auto-prompt" or "no-cli-auto-prompt" or "v2-debug"
            or "endpoint" or "cli-error-format" => true,
        { Length: >= 4 } => "endpoint-url".StartsWith(name, StringComparison.Ordinal)
            || "profile".StartsWith(name, StringComparison.Ordinal)
            || "region".StartsWith(name, StringComparison.Ordinal),
        _ => false,
    };

    private static bool GlobalFlag(string name) => name is "debug" or "no-verify-ssl" or "no-paginate" or "version"
        or "no-sign-request" or "no-cli-pager" or "cli-auto-prompt" or "no-cli-auto-prompt" or "v2-debug";

    /// <summary>Known words that are no option, before the first option of an operation.</summary>
    private static int KnownWordsAfter(ImmutableArray<Word> words, int at)
    {
        int known = 0;
        for (int i = at + 1; i < words.Length; i++)
        {
            if (OptionName(words[i]) is { } option)
            {
                if (!IsGlobal(option))
                {
                    break;
                }

                i += GlobalFlag(option) || words[i].Prefix.Contains('=', StringComparison.Ordinal) ? 0 : 1;
            }
            else
            {
                known += words[i].Text is not null ? 1 : 0;
            }
        }

        return known;
    }
}
