using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Tools.Self;

/// <summary>Whether a patch changes something that is guarded.</summary>
/// <param name="Patches">Files that hold patches.</param>
/// <param name="Text">A patch that is known already; null for none.</param>
internal sealed record PatchProbe(ImmutableArray<Word> Patches, string? Text, Word Directory) : Probe
{
    /// <summary>A patch of this size is read in some milliseconds; a larger one stays unmeasured.</summary>
    private const long MaxPatch = 16 * 1024 * 1024;

    /// <summary>The patches that a command applies; null when it applies none.</summary>
    public static PatchProbe? Of(Invocation invocation)
    {
        if (invocation is { Name: "apply_patch" or "applypatch", Input: Input.Given })
        {
            // Read by its own tool, file by file.
            return null;
        }

        ImmutableArray<Word> words = invocation.Arguments;
        bool git = invocation.Name is "git";
        int verb = git ? words.Select(w => w.Text).ToList().FindIndex(t => t is "apply" or "am") : -1;
        if ((git && verb < 0) || words.Any(w => w.Text is "--dry-run" or "--check" or "--stat" or "--numstat"
            or "--summary" or "--abort" or "--help" or "--cached"))
        {
            return null;
        }

        ImmutableArray<Word> files = git ? Operands(words[(verb + 1)..]) : Options(words);
        return invocation.Input switch
        {
            Input.Given({ Text: { } text }) => new PatchProbe(files, text, invocation.Directory),
            Input.FromFile(var path) => new PatchProbe(files.Add(path), null, invocation.Directory),
            _ => files.IsEmpty ? null : new PatchProbe(files, null, invocation.Directory),
        };
    }

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        if (Text is { } known && Guarded(known) is { } named)
        {
            return new Measurement(effect with { Forbidden = named });
        }

        foreach (Word file in Patches)
        {
            if (PathText.Absolute(file, Directory) is { } path
                && world.Read(path, MaxPatch) is FileAnswer.Content content && Guarded(content.Text) is { } why)
            {
                return new Measurement(effect with { Forbidden = why });
            }
        }

        return new Measurement(effect with
        {
            Kind = EffectKind.Read,
            Recovery = new Recovery.Trivial("the guard stays as it is"),
        });
    }

    /// <summary>Why a patch is out of the question; null where it names nothing that is guarded.</summary>
    private static string? Guarded(string patch)
    {
        foreach (ReadOnlySpan<char> line in patch.AsSpan().EnumerateLines())
        {
            int start = line.StartsWith("+++ ") || line.StartsWith("--- ") ? 4
                : line.StartsWith("rename from ") ? 12
                : line.StartsWith("rename to ") ? 10
                : line.StartsWith("*** Add File: ") ? 14
                : line.StartsWith("*** Update File: ") || line.StartsWith("*** Delete File: ") ? 17
                : line.StartsWith("*** Move to: ") ? 13
                : 0;
            if (start == 0)
            {
                continue;
            }

            int tab = line.IndexOf('\t');
            string name = (tab > start ? line[start..tab] : line[start..]).Trim().ToString();
            if (GuardPlaces.Of(PathText.Normal("/" + name)) is { } place)
            {
                return $"the patch changes {name}, which is {place.What}";
            }
        }

        return null;
    }

    private static ImmutableArray<Word> Operands(ImmutableArray<Word> words) =>
        [.. words.Where(w => w.Prefix is not ['-', ..])];

    /// <summary><c>patch -i FILE</c>, and the second operand of <c>patch ORIGINAL PATCH</c>.</summary>
    private static ImmutableArray<Word> Options(ImmutableArray<Word> words)
    {
        GnuArguments read = GnuArguments.Read(words, "iodpBDFgrVxzY", "input=", "output=", "directory=", "strip=");
        return [.. read.Values("i", "input"), .. read.Operands.Skip(1)];
    }
}
