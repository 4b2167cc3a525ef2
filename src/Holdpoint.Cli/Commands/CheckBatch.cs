using System.Buffers;
using System.Text.Json;
using Holdpoint.Cli.Formats;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint check --batch</c>: one JSON object a line in, one a line out, in order, each
/// flushed.</summary>
internal static class CheckBatch
{
    /// <summary>No shell takes a command of this size (ARG_MAX is 2 MB); a longer line is answered by an error and
    /// skipped.</summary>
    private const int MaxLineBytes = 4 * 1024 * 1024;

    public static ExitCode Run(Pipeline pipeline, string directory)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        var lines = new LineReader(StandardStreams.Read, MaxLineBytes);
        while (lines.Next(out ReadOnlyMemory<byte> line, out bool tooLong))
        {
            output.ResetWrittenCount();
            if (tooLong)
            {
                JudgementJson.WriteErrorLine(
                    $"the line is longer than {MaxLineBytes / (1024 * 1024)} MB; send a shorter command", output);
            }
            else if (IsBlank(line.Span))
            {
                continue;
            }
            else
            {
                Answer(pipeline, line, directory, output);
            }

            StandardStreams.Write(output.WrittenSpan);
        }

        return ExitCode.Success;
    }

    private static void Answer(
        Pipeline pipeline, ReadOnlyMemory<byte> line, string directory, ArrayBufferWriter<byte> output)
    {
        switch (BatchLine.Read(line.Span, directory))
        {
            case (null, var why):
                JudgementJson.WriteErrorLine(why, output);
                break;
            case var (action, _):
                (Judgement? judgement, string error) = Program.Guarded<(Judgement?, string)>(
                    () => (pipeline.Run(action), ""),
                    e => (null, $"failed while judging this line ({e.Message})"));
                if (judgement is null)
                {
                    JudgementJson.WriteErrorLine(error, output);
                }
                else
                {
                    JudgementJson.WriteLine(judgement, output);
                }

                break;
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;
}

/// <summary>One line of a batch: <c>{"command": …, "cwd"?: …}</c>.</summary>
internal static class BatchLine
{
    /// <summary>The action, or null and what is wrong with the line.</summary>
    public static (Action.ShellCommand? Action, string Why) Read(ReadOnlySpan<byte> line, string directory)
    {
        string? command = null;
        string? cwd = null;
        try
        {
            var json = new Utf8JsonReader(line);
            json.Read();
            if (json.TokenType is not JsonTokenType.StartObject)
            {
                return (null, "the line is no JSON object; send {\"command\": \"…\"}");
            }

            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                bool isCommand = json.ValueTextEquals("command"u8);
                bool isDirectory = json.ValueTextEquals("cwd"u8);
                json.Read();
                if (!isCommand && !isDirectory)
                {
                    json.Skip();
                }
                else if (json.TokenType is not JsonTokenType.String)
                {
                    return isDirectory && json.TokenType is JsonTokenType.Null
                        ? (null, "cwd is null; leave it out or name an absolute folder")
                        : (null, $"{(isCommand ? "command" : "cwd")} is no text");
                }
                else if (isCommand)
                {
                    command = json.GetString();
                }
                else
                {
                    cwd = json.GetString();
                }
            }

            json.Read(); // What follows the object makes the line malformed.
        }
        catch (JsonException e)
        {
            return (null, $"the line is not JSON (byte {e.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            return (null, "a text in the line is no Unicode");
        }

        return (command, cwd) switch
        {
            (null, _) => (null, "the line has no command; send {\"command\": \"…\"}"),
            (_, { } given) when !given.StartsWith('/') => (null, $"cwd is not absolute: '{given}'"),
            var (text, given) => (new Action.ShellCommand(text, given ?? directory), ""),
        };
    }
}

/// <summary>Splits standard input into lines as they come, with a bound on each.</summary>
internal sealed class LineReader(ByteSource source, int maxBytes)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _over;

    /// <summary>The next line without its line feed, valid until the next call; false at the end.</summary>
    /// <param name="tooLong">The line was beyond the bound; it is skipped and <paramref name="line"/> is empty.</param>
    public bool Next(out ReadOnlyMemory<byte> line, out bool tooLong)
    {
        tooLong = false;
        int searched = _start;
        while (true)
        {
            int feed = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                line = tooLong ? default : _buffer.AsMemory(_start, searched + feed - _start);
                _start = searched + feed + 1;
                return true;
            }

            if (_end - _start > maxBytes)
            {
                tooLong = true;
                _start = _end = 0;
            }

            if (_over)
            {
                line = tooLong ? default : _buffer.AsMemory(_start, _end - _start);
                bool some = tooLong || _end > _start;
                _start = _end = 0;
                return some;
            }

            MakeRoom();
            searched = _end;
            int read = source(_buffer.AsSpan(_end));
            _over = read == 0;
            _end += read;
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
