using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Holdpoint.Checkpoints;
using Holdpoint.Cli.Rendering;
using Holdpoint.Execution;
using Holdpoint.Policy;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint checkpoints</c>: what was saved, what is proved of it, and what may go.</summary>
internal static class CheckpointsCommand
{
    public static Command Make(IWorld world) => new("checkpoints", "the copies that were taken before actions")
    {
        MakeList(world),
        MakeShow(world),
        MakeVerify(world),
        MakePrune(world),
    };

    /// <summary>The key of encrypted checkpoints.</summary>
    public static Option<string?> IdentityOption() => new("--identity")
    {
        Description = "the age key that opens an encrypted checkpoint; age asks for its passphrase itself",
        HelpName = "FILE",
    };

    /// <summary>The checkpoint of an id, or of the beginning of one; null (and a message) where there is
    /// none.</summary>
    public static Manifest? Find(CheckpointStore store, string id)
    {
        ImmutableArray<ManifestAnswer> found =
        [
            .. store.All().Where(a => IdOf(a).StartsWith(id, StringComparison.Ordinal) && id.Length >= 4),
        ];
        switch (found)
        {
            case [ManifestAnswer.Read read]:
                return read.Manifest;
            case [_, _, ..] when !found.Any(a => IdOf(a) == id):
                Complaint.Say(
                    $"{id} is the beginning of {found.Length} checkpoints: "
                    + string.Join(", ", found.Take(3).Select(IdOf)), ExitCode.Usage);
                return null;
            default:
                if (store.Read(id) is ManifestAnswer.Read whole)
                {
                    return whole.Manifest;
                }

                ManifestAnswer answer = found is [var only] ? only : store.Read(id);
                Complaint.Say($"checkpoint {id}: {((ManifestAnswer.Bad)answer).Why}", ExitCode.Usage);
                return null;
        }
    }

    private static string IdOf(ManifestAnswer answer) => answer switch
    {
        ManifestAnswer.Read read => read.Manifest.Id,
        ManifestAnswer.Bad bad => bad.Id,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Command MakeList(IWorld world)
    {
        Option<int?> width = TerminalPage.WidthOption();
        var command = new Command("list", "all checkpoints, newest first") { width };
        command.SetAction(parsed =>
        {
            TerminalPage page = TerminalPage.ForOutput(world, parsed.GetValue(width));
            var store = new CheckpointStore(world, new Workshop());
            ImmutableArray<ManifestAnswer> all = store.All();
            foreach (ManifestAnswer answer in all)
            {
                if (answer is ManifestAnswer.Read { Manifest: var manifest })
                {
                    string parts = string.Join(
                        "; ", manifest.Parts.Select(p => p.What + (p.IsSealed ? " (encrypted)" : "")));
                    page.Line(0, $"{manifest.Id}  {State(manifest)}  {Words.Bytes(manifest.Bytes)}  {parts}",
                        manifest.IsVerified ? Ink.Plain : Ink.Warning);
                }
                else if (answer is ManifestAnswer.Bad bad)
                {
                    page.Line(0, $"{bad.Id}  unusable: {bad.Why}", Ink.Bad);
                }
            }

            if (all.IsEmpty)
            {
                page.Line(0, $"no checkpoint in {store.Folder}; `holdpoint exec -- COMMAND` takes one");
            }

            Console.Out.Write(page.ToString());
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static Command MakeShow(IWorld world)
    {
        var id = new Argument<string>("ID");
        Option<int?> width = TerminalPage.WidthOption();
        var command = new Command("show", "what a checkpoint holds, and what is proved of it") { id, width };
        command.SetAction(parsed =>
        {
            var store = new CheckpointStore(world, new Workshop());
            if (Find(store, parsed.GetRequiredValue(id)) is not { } manifest)
            {
                return (int)ExitCode.Usage;
            }

            TerminalPage page = TerminalPage.ForOutput(world, parsed.GetValue(width));
            Show(page, manifest, store);
            Console.Out.Write(page.ToString());
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static void Show(TerminalPage page, Manifest manifest, CheckpointStore store)
    {
        page.Line(0, $"{manifest.Id}: {State(manifest)}", manifest.IsVerified ? Ink.Good : Ink.Warning);
        page.Line(1, $"taken {manifest.Taken.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC before: {manifest.Command}");
        page.Line(1, $"in {manifest.Directory}");
        foreach (SavedPart part in manifest.Parts)
        {
            page.Line(1, $"{part.What}, {Words.Bytes(part.Bytes)}{(part.IsSealed ? ", encrypted" : "")}", Ink.Strong);
            page.Line(2, $"from {part.Place}");
            page.Line(2, part.Verified is { } proof
                ? $"verified {proof.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC in {proof.Seconds:0.#} s: {proof.How}"
                : part.Problem ?? "not proved", part.Verified is null ? Ink.Warning : Ink.Good);
        }

        page.Line(1, $"files: {store.FolderOf(manifest.Id)}", Ink.Faint);
        page.Line(1, $"back: holdpoint undo {manifest.Id}");
    }

    private static Command MakeVerify(IWorld world)
    {
        var id = new Argument<string>("ID");
        Option<string?> identity = IdentityOption();
        var command = new Command("verify", "restore a checkpoint into something that is thrown away, and compare")
        {
            id, identity,
        };
        command.SetAction(parsed =>
        {
            var workshop = new Workshop();
            var store = new CheckpointStore(world, workshop);
            if (Find(store, parsed.GetRequiredValue(id)) is not { } manifest)
            {
                return (int)ExitCode.Usage;
            }

            using IDisposable? held = store.TryLock(manifest.Id);
            if (held is null)
            {
                return (int)Complaint.Say(
                    $"another process is at work on checkpoint {manifest.Id}", ExitCode.Trouble);
            }

            using var person = new TerminalPerson(world);
            Manifest proved = new Taking(store, new Bench(world, workshop, line => person.Tell(line, Weight.Passing)))
                .Prove(manifest, identity: parsed.GetValue(identity));
            TerminalPage page = TerminalPage.ForOutput(world, null);
            Show(page, proved, store);
            Console.Out.Write(page.ToString());
            return (int)(proved.IsVerified ? ExitCode.Success : ExitCode.Trouble);
        });
        return command;
    }

    private static Command MakePrune(IWorld world)
    {
        var days = new Option<int?>("--older-than")
        {
            Description = "remove those taken more than so many days ago",
            HelpName = "DAYS",
        };
        var keep = new Option<int?>("--keep") { Description = "leave only the newest of them", HelpName = "NUMBER" };
        var size = new Option<double?>("--max-gb")
        {
            Description = "remove the oldest until all together are no larger",
            HelpName = "GB",
        };
        var dry = new Option<bool>("--dry-run") { Description = "only say what would go" };
        var command = new Command("prune", "remove old checkpoints; the newest verified one of each place always stays")
        {
            days, keep, size, dry,
        };
        command.SetAction(parsed =>
        {
            var workshop = new Workshop();
            var store = new CheckpointStore(world, workshop);
            if (!parsed.GetValue(dry))
            {
                workshop.SweepScratch();
                store.Sweep();
            }

            var rule = new Retention(
                parsed.GetValue(days) is { } old ? TimeSpan.FromDays(old) : null, parsed.GetValue(keep),
                parsed.GetValue(size) is { } gb ? (long)(gb * 1024 * 1024 * 1024) : null);
            ImmutableArray<Manifest> all =
                [.. store.All().OfType<ManifestAnswer.Read>().Select(r => r.Manifest)];
            ExitCode code = ExitCode.Success;
            foreach (Manifest manifest in rule.Goes(all, world.Clock.GetUtcNow()))
            {
                using IDisposable? held = parsed.GetValue(dry) ? null : store.TryLock(manifest.Id);
                string? problem = parsed.GetValue(dry) ? null
                    : held is null ? "another process is at work on it" : store.Remove(manifest.Id);
                code = problem is null ? code : ExitCode.Files;
                Console.Out.WriteLine(Printable.Line(problem is not null ? $"{manifest.Id}: {problem}"
                    : $"{manifest.Id} {(parsed.GetValue(dry) ? "would go" : "removed")}, "
                        + string.Create(CultureInfo.InvariantCulture, $"{Words.Bytes(manifest.Bytes)}")));
            }

            return (int)code;
        });
        return command;
    }

    private static string State(Manifest manifest) => manifest.IsVerified ? "verified" : "NOT verified";
}
