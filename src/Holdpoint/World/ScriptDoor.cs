using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.World;

/// <summary>Opens files that an action runs, for stage 1: text only, and not too much of it.</summary>
internal static class ScriptDoor
{
    /// <summary>Bytes at the start of a file that tell machine code from text.</summary>
    private const int Head = 4096;

    public static FileText Read(IWorld world, string path)
    {
        Entry entry = world.Look(path);
        if (entry.Kind is EntryKind.Link)
        {
            entry = world.Look(world.RealPath(path) ?? path);
        }

        if (entry.Kind is not EntryKind.File)
        {
            return entry.Kind is EntryKind.Missing or EntryKind.Folder ? FileText.Missing.Instance
                : new FileText.Refused($"{path} is no regular file");
        }

        if (entry.Bytes > Bounds.FileBytes)
        {
            return world.ReadHead(path, Head) is FileAnswer.Content start && IsMachineCode(start) ? Program(path)
                : new FileText.Refused($"{path} is larger than {Bounds.FileBytes / 1024} KB");
        }

        return world.Read(path, Bounds.FileBytes) switch
        {
            FileAnswer.Content content when IsMachineCode(content) => Program(path),
            FileAnswer.Content content => new FileText.Known(content.Text),
            FileAnswer.Unreadable(var why) => new FileText.Refused($"{path}: {why}"),
            _ => FileText.Missing.Instance,
        };
    }

    /// <summary>Names of one folder that are looked at; what tasks are run over has fewer.</summary>
    private const int MaxNames = 2000;

    /// <summary>The names in a folder, in order; none when it cannot be listed.</summary>
    public static ImmutableArray<string> Names(IWorld world, string folder) =>
    [
        .. (world.List(folder) ?? []).Take(MaxNames)
            .Select(e => e.Path[(e.Path.LastIndexOf('/') + 1)..]).Order(StringComparer.Ordinal),
    ];

    private static FileText.Refused Program(string path) =>
        new($"{path} is a program in machine code", IsProgram: true);

    private static bool IsMachineCode(FileAnswer.Content content) =>
        content.Bytes.Span[..Math.Min(Head, content.Bytes.Length)].Contains((byte)0);
}
