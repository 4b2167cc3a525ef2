using System.Text;
using System.Text.Json;

namespace Holdpoint.Cli.Agents.Payloads;

/// <summary>The input of one tool call as an action.</summary>
internal ref struct ToolInput(ToolShape shape)
{
    private string? _command;
    private string? _folder;
    private string? _path;
    private string? _content;
    private string? _put;
    private StringBuilder? _parts;
    private string? _taken;
    private bool _all;
    private string? _server;
    private string? _name;
    private string? _arguments;

    /// <summary>The action; null and why where the input has not what its tool needs.</summary>
    public static (Action? Action, string Why) Read(
        string tool, ToolShape shape, ReadOnlySpan<byte> input, string directory)
    {
        if (shape.Kind is ToolKind.Other)
        {
            return (new Action.ToolCall(tool, Object(input), directory), "");
        }

        var read = new ToolInput(shape);
        read.ReadFields(input);
        if (shape.Kind is ToolKind.Shell)
        {
            return read._command is { } command
                ? (new Action.ShellCommand(command, Within(directory, read._folder)), "")
                : (null, $"the tool {tool} has no {shape.Command} that is text");
        }

        if (shape.Kind is ToolKind.Mcp)
        {
            return read._name is { } name
                ? (new Action.ToolCall($"mcp__{read._server}__{name}", read._arguments ?? "{}", directory), "")
                : (null, $"the tool {tool} has no {shape.Name} that is text");
        }

        return read._path is not { } path
            ? shape.Loose ? (new Action.ToolCall(tool, Object(input), directory), "")
            : (null, $"the tool {tool} has no {shape.Path} that is text")
            : shape.Kind switch
            {
                ToolKind.Write => (new Action.FileEdit(path, read._content, FileEditKind.Write, directory), ""),
                ToolKind.Delete => (new Action.FileEdit(path, null, FileEditKind.Delete, directory), ""),
                _ => (new Action.FileEdit(path, read.Put(), FileEditKind.Edit, directory)
                {
                    Replaced = read._taken,
                    All = read._all,
                }, ""),
            };
    }

    /// <summary>The input as an object's text; some clients send that text as a text.</summary>
    private static string Object(ReadOnlySpan<byte> input)
    {
        if (input is [(byte)'"', ..])
        {
            var json = new Utf8JsonReader(input);
            json.Read();
            if (json.GetString() is ['{', ..] text)
            {
                return text;
            }
        }

        return Encoding.UTF8.GetString(input);
    }

    /// <summary>The folder that a shell tool's input names is under the session's unless it is absolute.</summary>
    private static string Within(string directory, string? folder) =>
        folder is not { Length: > 0 } || folder.Contains('\0', StringComparison.Ordinal)
            ? directory
            : Path.GetFullPath(folder, directory);

    private readonly string? Put() => _put ?? _parts?.ToString();

    private void ReadFields(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty || input[0] is not (byte)'{')
        {
            return;
        }

        var json = new Utf8JsonReader(input, new JsonReaderOptions { MaxDepth = HookPayload.MaxDepth });
        while (json.Read())
        {
            if (json.TokenType is JsonTokenType.PropertyName)
            {
                ReadField(ref json);
            }
        }
    }

    /// <summary>A list of edits stands one level deeper; their new texts are put together, what they take out is not
    /// told.</summary>
    private void ReadField(ref Utf8JsonReader json)
    {
        bool outer = json.CurrentDepth == 1;
        if (!outer)
        {
            if (shape.Kind is ToolKind.Edit && json.ValueTextEquals(shape.Put))
            {
                _parts = (_parts ?? new()).Append(Text(ref json)).Append('\n');
            }
        }
        else if (shape.Kind is ToolKind.Shell)
        {
            if (json.ValueTextEquals(shape.Command))
            {
                _command = Text(ref json);
            }
            else if (shape.Folder is { } folder && json.ValueTextEquals(folder))
            {
                _folder = Text(ref json);
            }
        }
        else if (shape.Kind is ToolKind.Mcp)
        {
            ReadCall(ref json);
        }
        else if (json.ValueTextEquals(shape.Path))
        {
            _path = Text(ref json);
        }
        else if (shape.Kind is ToolKind.Write && json.ValueTextEquals(shape.Content))
        {
            _content = Text(ref json);
        }
        else if (json.ValueTextEquals(shape.Put))
        {
            _put = Text(ref json);
        }
        else if (json.ValueTextEquals(shape.Taken))
        {
            _taken = Text(ref json);
        }
        else if (json.ValueTextEquals(shape.All))
        {
            json.Read();
            _all = json.TokenType is JsonTokenType.True;
        }
    }

    private void ReadCall(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals(shape.Server))
        {
            _server = Text(ref json);
        }
        else if (json.ValueTextEquals(shape.Name))
        {
            _name = Text(ref json);
        }
        else if (json.ValueTextEquals(shape.Arguments))
        {
            json.Read();
            using JsonDocument arguments = JsonDocument.ParseValue(ref json);
            _arguments = Object(Encoding.UTF8.GetBytes(arguments.RootElement.GetRawText()));
        }
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType is JsonTokenType.String ? json.GetString() : null;
    }
}
