using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>A disk, partition or volume that would lose what it holds.</summary>
/// <param name="Raw">A device of this machine, which no agent has any business with.</param>
/// <param name="Image">A file that is formatted instead of a device; null for a device.</param>
internal sealed record DiskChange(string Name, string Summary, bool Raw, Word? Image = null);

/// <summary>Reads the programs that format, partition and erase disks and volumes. Pure.</summary>
internal static class Disks
{
    public static DiskChange? Read(string name, ImmutableArray<Word> words)
    {
        if (name.StartsWith("mkfs", StringComparison.Ordinal))
        {
            return Device(words, "makes a new file system on", "tLObBcCdEfFiIlmNqrsUT");
        }

        return name switch
        {
            "mke2fs" or "mkswap" or "mkntfs" or "mkdosfs" or "newfs" or "badblocks" or "blkdiscard" or "blkzone" =>
                name is "badblocks" && !Has(words, 'w') ? null : Device(words, "erases", "tLObBcCdEfiIlmNqrsUTopgp"),
            "wipefs" => Has(words, 'a') || Has(words, 'o') || HasLong(words, "--all") || HasLong(words, "--offset")
                ? Signatures(words)
                : null,
            "sgdisk" or "gdisk" or "cgdisk" or "fdisk" or "sfdisk" or "cfdisk" or "parted" => Partitions(name, words),
            "cryptsetup" => Verb(
                words, "luksFormat", "erase", "luksErase", "luksKillSlot", "luksRemoveKey", "reencrypt", "format")
                ? Device(words, "erases the keys of", "chslpdSm")
                : null,
            "lvremove" or "vgremove" or "lvreduce" or "pvremove" => Volume(name, words),
            "zpool" => Verb(words, "destroy", "labelclear") ? Named(words, "destroys the pool") : null,
            "zfs" => Verb(words, "destroy", "rollback") && !Has(words, 'n')
                ? Named(words, "destroys the dataset")
                : null,
            "btrfs" => words is [{ Text: "subvolume" or "sub" or "subv" }, { Text: "delete" or "del" }, ..]
                ? Named(words[1..], "deletes the subvolume")
                : null,
            "mdadm" => HasLong(words, "--zero-superblock") || HasLong(words, "--remove")
                ? Device(words, "erases the array's member", "")
                : null,
            "diskutil" => words is [{ Text: { } verb }, ..] && IsDiskutilErase(verb, words)
                ? Named(words, "erases the disk")
                : null,
            "format" or "format.com" => Drive(words),
            "nvme" => Verb(words, "format", "sanitize", "write-zeroes", "dsm")
                ? Device(words[1..], "erases", "nlsbf")
                : null,
            "hdparm" => words.Any(w => w.Shown.StartsWith("--security-erase", StringComparison.Ordinal))
                ? Device(words, "erases", "")
                : null,
            "dmsetup" => Verb(words, "remove", "remove_all", "wipe_table") ? Named(words, "removes the mapping") : null,
            _ => null,
        };
    }

    /// <summary>The device among the operands; a file is an image, no operand is no harm.</summary>
    private static DiskChange? Device(ImmutableArray<Word> words, string verb, string shortWithValue)
    {
        GnuArguments read = GnuArguments.Read(words, shortWithValue, "type=", "label=", "help", "version");
        if (FileTouches.AsksForHelp(read) || read.Operands.Count == 0 || read.Has("V"))
        {
            return null;
        }

        Word? device = read.Operands.Find(w => IsDevice(w)) ?? words.FirstOrDefault(IsDevice);
        if (device is not null)
        {
            return new DiskChange(device.Shown, $"{verb} {device.Shown}", Raw: true);
        }

        Word last = read.Operands.Find(w => w.Shown.AsSpan().ContainsAny('/', '.'))
            ?? read.Operands[^1];
        return last.HasUnknown
            ? new DiskChange(last.Shown, $"{verb} {last.Shown}", Raw: false)
            : new DiskChange(last.Shown, $"{verb} {last.Shown}", Raw: false, Image: last);
    }

    /// <summary><c>format D: /q</c> of Windows, by its letter or as MSYS writes it.</summary>
    private static DiskChange? Drive(ImmutableArray<Word> words)
    {
        foreach (Word word in words)
        {
            if (word.Text is [_, ':'] or ['/', _, '/'])
            {
                return new DiskChange(word.Shown, $"formats the drive {word.Shown}", Raw: true);
            }
        }

        return null;
    }

    private static DiskChange? Signatures(ImmutableArray<Word> words) =>
        Has(words, 'n') || HasLong(words, "--no-act") ? null : Device(words, "erases the signatures of", "otO");

    private static bool IsDevice(Word word) =>
        (word.Text ?? word.Prefix) is var path && path.StartsWith("/dev/", StringComparison.Ordinal)
        && !Places.IsHarmlessDevice(path);

    private static DiskChange? Partitions(string name, ImmutableArray<Word> words)
    {
        bool looks = name switch
        {
            "sgdisk" => !HasAny(words, "-Z", "-z", "-o", "-d", "-n", "-t", "-g", "-l", "-R", "-s")
                && !words.Any(w => w.Shown.StartsWith("--zap", StringComparison.Ordinal)
                    || w.Shown.StartsWith("--clear", StringComparison.Ordinal)
                    || w.Shown.StartsWith("--delete", StringComparison.Ordinal)
                    || w.Shown.StartsWith("--new", StringComparison.Ordinal)),
            "sfdisk" => HasAny(
                words, "-l", "-d", "-J", "-s", "-F", "-V", "--list", "--dump", "--json", "--verify", "-n", "--no-act"),
            "parted" => HasAny(words, "-l", "--list", "print", "unit")
                && !HasAny(words, "mklabel", "mktable", "rm", "mkpart", "resizepart"),
            _ => HasAny(words, "-l", "--list", "-s", "--getsz"),
        };
        return looks ? null : Device(words, "changes the partitions of", "ntcuAaGgRSd");
    }

    private static DiskChange? Volume(string name, ImmutableArray<Word> words)
    {
        if (HasAny(words, "-t", "--test", "--help", "-h", "--version"))
        {
            return null;
        }

        return name is "pvremove"
            ? Device(words, "erases", "")
            : Named([new Word(name), .. words], "removes the volume");
    }

    private static DiskChange? Named(ImmutableArray<Word> words, string verb)
    {
        if (HasAny(words, "--help", "-h", "-?"))
        {
            return null;
        }

        Word? operand = words.Skip(1).LastOrDefault(w => !w.Shown.StartsWith('-'));
        return operand is null ? null : new DiskChange(operand.Shown, $"{verb} {operand.Shown}", Raw: false);
    }

    private static bool IsDiskutilErase(string verb, ImmutableArray<Word> words) =>
        verb is "eraseDisk" or "eraseVolume" or "partitionDisk" or "zeroDisk" or "randomDisk" or "secureErase"
        or "reformat"
        || (verb is "apfs" && words is [_, { Text: "deleteContainer" or "deleteVolume" or "eraseVolume" }, ..]);

    private static bool Verb(ImmutableArray<Word> words, params ReadOnlySpan<string> verbs)
    {
        foreach (Word word in words)
        {
            if (word.Text is not ['-', ..])
            {
                return word.Text is { } text && verbs.Contains(text);
            }
        }

        return false;
    }

    private static bool HasAny(ImmutableArray<Word> words, params ReadOnlySpan<string> wanted)
    {
        foreach (Word word in words)
        {
            if (word.Text is { } text && wanted.Contains(text))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasLong(ImmutableArray<Word> words, string option) =>
        words.Any(w => w.Shown == option || w.Shown.StartsWith(option + "=", StringComparison.Ordinal));

    private static bool Has(ImmutableArray<Word> words, char letter) =>
        words.Any(w => w.Text is ['-', not '-', ..] cluster && cluster.Contains(letter, StringComparison.Ordinal));
}
