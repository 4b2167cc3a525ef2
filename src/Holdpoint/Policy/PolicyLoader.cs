using System.Collections.Immutable;
using System.Text;
using Holdpoint.Policy.Files;
using Holdpoint.World;

namespace Holdpoint.Policy;

/// <summary>Finds and reads the policy files that hold for a directory; asked only when something is at
/// stake.</summary>
internal static class PolicyLoader
{
    public const string RepositoryFile = "holdpoint.yaml";
    public const string UserFile = ".config/holdpoint/policy.yaml";
    public const string ManagedFile = "/etc/holdpoint/policy.yaml";

    /// <summary>A policy of a thousand lines is 40 KB; more is no policy.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Deeper than any work tree; a bound for the walk upwards.</summary>
    private const int MaxFolders = 64;

    /// <summary>The policy in force in a directory.</summary>
    public static PolicySet Load(IWorld world, string directory)
    {
        var files = ImmutableArray.CreateBuilder<PolicyFile>();
        var problems = ImmutableArray.CreateBuilder<string>();
        Add(world, PolicyOrigin.Managed, ManagedFile, files, problems);
        Add(world, PolicyOrigin.User, Path.Join(world.Home, UserFile), files, problems);
        foreach (string folder in RepositoryFolders(world, directory))
        {
            Add(world, PolicyOrigin.Repository, Path.Join(folder, RepositoryFile), files, problems);
        }

        return files.Count == 0 && problems.Count == 0
            ? PolicySet.BuiltIn
            : PolicySet.Of(files.ToImmutable(), problems.ToImmutable());
    }

    /// <summary>The folders whose file counts: from the directory up to the outermost repository around it.</summary>
    /// <remarks>All of them, not the nearest alone: each can only make things stricter, and a file or a repository
    /// that an agent puts into a subfolder must not hide the one above.</remarks>
    private static ImmutableArray<string> RepositoryFolders(IWorld world, string directory)
    {
        var folders = ImmutableArray.CreateBuilder<string>();
        int counted = 1;
        for (string? at = directory; at is not null && folders.Count < MaxFolders; at = Path.GetDirectoryName(at))
        {
            folders.Add(at);
            if (world.Look(Path.Join(at, ".git")).Exists)
            {
                counted = folders.Count;
            }
        }

        folders.Count = Math.Min(counted, folders.Count);
        return folders.ToImmutable();
    }

    private static void Add(
        IWorld world,
        PolicyOrigin origin,
        string path,
        ImmutableArray<PolicyFile>.Builder files,
        ImmutableArray<string>.Builder problems)
    {
        switch (world.Read(path, MaxBytes))
        {
            case FileAnswer.Content content:
                (string text, PolicyProblem? unreadable) = Decode(content.Bytes.Span, path);
                (PolicyFile file, ImmutableArray<PolicyProblem> found) = unreadable is null
                    ? new PolicyReader(origin, path, Path.GetDirectoryName(path), world.Home).Read(text)
                    : (new PolicyFile(origin, path), [unreadable]);
                if (found.IsEmpty)
                {
                    files.Add(file);
                }

                problems.AddRange(found.Select(p => $"{p}; the file is not used until this is mended"));
                break;
            case FileAnswer.Unreadable unread:
                problems.Add($"{path}:1:1: cannot be read ({unread.Why}); the file is not used until this is mended");
                break;
        }
    }

    /// <summary>The bytes as text; or, beyond the bound or when they are no UTF-8, a problem.</summary>
    internal static (string Text, PolicyProblem? Problem) Decode(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length > MaxBytes)
        {
            return ("", new PolicyProblem(path, 1, 1, $"larger than {MaxBytes / 1024} KB, which no policy is"));
        }

        ReadOnlySpan<byte> body = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        int wrong = FirstInvalid(body);
        if (wrong >= 0)
        {
            int line = body[..wrong].Count((byte)'\n') + 1;
            int column = wrong - (body[..wrong].LastIndexOf((byte)'\n') + 1) + 1;
            return ("", new PolicyProblem(path, line, column, "is no UTF-8 text"));
        }

        return (Encoding.UTF8.GetString(body), null);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out int consumed) is not System.Buffers.OperationStatus.Done)
            {
                return at;
            }

            at += consumed;
        }

        return -1;
    }
}
