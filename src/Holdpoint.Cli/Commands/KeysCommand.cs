using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Holdpoint.Approvals;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Rendering;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint keys</c>: the keys with which people approve.</summary>
internal static class KeysCommand
{
    /// <summary>Guessing one of fewer letters is a matter of days.</summary>
    private const int MinLetters = 10;

    public static Command Make(IWorld world) => new("keys", "the keys with which people approve what production needs")
    {
        MakeCreate(world),
        MakeList(world),
        MakeRevoke(world),
    };

    /// <summary>Where this user's own keys lie, encrypted.</summary>
    public static string Folder(IWorld world) => Path.Join(world.Home, ".config/holdpoint/keys");

    private static Command MakeCreate(IWorld world)
    {
        var name = new Argument<string>("NAME")
        {
            Description = "the approver's name, as grants and the journal say it",
        };
        var command = new Command(
            "create", "make an approver's key under a passphrase, and pin it: from then on production needs a grant")
        {
            name,
        };
        command.SetAction(parsed => (int)Create(parsed.GetRequiredValue(name), world));
        return command;
    }

    private static ExitCode Create(string name, IWorld world)
    {
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@')
            || name.StartsWith('.'))
        {
            return Complaint.Say("a name is made of letters, digits, '-', '_', '.' and '@'", ExitCode.Usage);
        }

        string secret = Path.Join(Folder(world), name + ".pem");
        string pinned = Path.Join(Approvers.OwnFolder(world), name + ".pem");
        if (world.Look(secret).Exists || world.Look(pinned).Exists)
        {
            return Complaint.Say($"there is a key of the name {name} already: {secret}", ExitCode.Usage);
        }

        if (AgentSession.Mark(world) is { } mark)
        {
            return Complaint.Say($"this is an agent's session ({mark} is set): a person makes keys", ExitCode.Deny);
        }

        if (PersonsTerminal.AskHidden($"a passphrase for {name}, at least {MinLetters} letters: ", world)
            is not { } passphrase)
        {
            return Complaint.Say("there is no terminal here at which a person could type a passphrase", ExitCode.Ask);
        }

        if (passphrase.Length < MinLetters || PersonsTerminal.AskHidden("the same again: ", world) != passphrase)
        {
            return Complaint.Say(
                passphrase.Length < MinLetters ? "that is too short; nothing was made"
                    : "that was not the same; nothing was made", ExitCode.Usage);
        }

        var workshop = new Workshop();
        SigningKey key = SigningKey.Create();
        string? problem = workshop.MakeFolder(Folder(world))
            ?? workshop.Write(secret, Encoding.UTF8.GetBytes(key.Encrypted(passphrase)))
            ?? workshop.MakeFolder(Approvers.OwnFolder(world))
            ?? workshop.Write(pinned, Encoding.UTF8.GetBytes(key.Public.Text));
        if (problem is not null)
        {
            return Complaint.Say(problem, ExitCode.Files);
        }

        Console.Out.WriteLine($"key {key.Public.Id} of {name}: {secret}");
        Console.Out.WriteLine($"pinned: {pinned}");
        Console.Out.WriteLine("from now on what asks in production needs a grant: `holdpoint approve REQUEST`");
        return ExitCode.Success;
    }

    private static Command MakeRevoke(IWorld world)
    {
        var name = new Argument<string>("NAME") { Description = "the approver, as `holdpoint keys list` has it" };
        var command = new Command(
            "revoke", "a key counts no more, nor any grant that it has signed, under whatever name it is pinned again")
        {
            name,
        };
        command.SetAction(parsed => (int)Revoke(parsed.GetRequiredValue(name), world));
        return command;
    }

    private static ExitCode Revoke(string name, IWorld world)
    {
        if (Approvers.All(world).FirstOrDefault(a => a.Name == name) is not { } approver)
        {
            return Complaint.Say($"no approver {name} is pinned; `holdpoint keys list` shows who is", ExitCode.Usage);
        }

        if (AgentSession.Mark(world) is { } mark)
        {
            return Complaint.Say($"this is an agent's session ({mark} is set): a person revokes keys", ExitCode.Deny);
        }

        if (PersonsTerminal.Ask($"key {approver.Key.Id} of {name} and all that it has granted will count no more; type "
            + $"{name} to go on: ") != name)
        {
            return Complaint.Say("nothing was revoked", ExitCode.Ask);
        }

        if (Approvers.Revoke(approver, world, new Workshop()) is { } problem)
        {
            return Complaint.Say(problem, ExitCode.Files);
        }

        Console.Out.WriteLine($"revoked: key {approver.Key.Id} of {name}");
        if (Approvers.All(world).IsEmpty)
        {
            Console.Out.WriteLine("nobody can approve now: what needs a grant stays closed until a key is pinned "
                + "(`holdpoint keys create NAME`)");
        }

        return ExitCode.Success;
    }

    private static Command MakeList(IWorld world)
    {
        var command = new Command("list", "whose signature counts on this machine");
        command.SetAction(_ =>
        {
            ImmutableArray<Approver> all = Approvers.All(world);
            foreach (Approver approver in all)
            {
                bool own = world.Look(Path.Join(Folder(world), approver.Name + ".pem")).Exists;
                Console.Out.WriteLine($"{approver.Key.Id}  {approver.Name}{(own ? "  (its key is here)" : "")}");
            }

            if (all.IsEmpty)
            {
                Console.Out.WriteLine(Approvers.Any(world)
                    ? "every key was revoked: what needs a grant stays closed until one is pinned"
                    : "no approver is pinned, so a person's yes in the client or at the terminal is "
                    + "enough everywhere; `holdpoint keys create NAME` makes one");
            }

            return (int)ExitCode.Success;
        });
        return command;
    }
}
