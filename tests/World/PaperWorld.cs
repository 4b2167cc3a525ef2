using System.Text;
using Holdpoint.World;

namespace Holdpoint.Tests.World;

/// <summary>A world of files on paper: nothing else is there, and nothing runs.</summary>
internal sealed class PaperWorld : IWorld
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public TimeProvider Clock => TimeProvider.System;

    public string Home => "/home/ann";

    public string? Variable(string name) => null;

    public PaperWorld With(string path, string text) => With(path, Encoding.UTF8.GetBytes(text));

    public PaperWorld With(string path, byte[] bytes)
    {
        _files[path] = bytes;
        return this;
    }

    public Entry Look(string path) => new(path, KindOf(path), 0, default);

    public string? RealPath(string path) => path;

    public FileAnswer Read(string path, long maxBytes) => KindOf(path) switch
    {
        EntryKind.Missing => new FileAnswer.Missing(),
        EntryKind.File when _files[path].Length <= maxBytes => new FileAnswer.Content(_files[path], default),
        EntryKind.File => new FileAnswer.Unreadable($"larger than {maxBytes} bytes"),
        _ => new FileAnswer.Unreadable("not a regular file"),
    };

    public IEnumerable<Entry>? List(string path) => null;

    public RunAnswer Run(RunRequest request) => new RunAnswer.Failed("nothing runs on paper");

    public IPrivateFolder MakePrivateFolder() => throw new InvalidOperationException("no folders on paper");

    private EntryKind KindOf(string path) =>
        _files.ContainsKey(path) ? EntryKind.File
        : _files.Keys.Any(f => f.StartsWith(path + "/", StringComparison.Ordinal)) ? EntryKind.Folder
        : EntryKind.Missing;
}
