using System.Collections.Immutable;
using System.CommandLine;
using Holdpoint.Approvals;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Rendering;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint requests</c>, <c>approve</c>, <c>deny</c>: what waits for a person, their answer.</summary>
internal static class RequestsCommand
{
    private static readonly TimeSpan LongestGrant = TimeSpan.FromHours(24);

    public static Command MakeRequests(IWorld world)
    {
        var id = new Argument<string?>("ID")
        {
            Description = "one request, whole",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all") { Description = "also those that were answered or have expired" };
        Option<int?> width = TerminalPage.WidthOption();
        var command = new Command("requests", "what waits for a person") { id, all, width };
        command.SetAction(parsed =>
        {
            var store = new RequestStore(world, new Workshop());
            TerminalPage page = TerminalPage.ForOutput(world, parsed.GetValue(width));
            if (parsed.GetValue(id) is { } one)
            {
                if (Find(store, one) is not { } request)
                {
                    return (int)ExitCode.Usage;
                }

                Show(page, request, world);
            }
            else
            {
                List(page, [.. store.All().Where(r => parsed.GetValue(all) || IsOpen(r, world))], world);
            }

            Console.Out.Write(page.ToString());
            return (int)ExitCode.Success;
        });
        return command;
    }

    public static Command MakeApprove(IWorld world)
    {
        var id = new Argument<string>("ID");
        var key = new Option<string?>("--key") { Description = "whose key, where several lie here", HelpName = "NAME" };
        var minutes = new Option<double>("--for")
        {
            Description = "how long the grant can be used",
            DefaultValueFactory = _ => 60,
            HelpName = "MINUTES",
        };
        var uses = new Option<int>("--uses")
        {
            Description = "how often it can be used",
            DefaultValueFactory = _ => 1,
            HelpName = "N",
        };
        var command = new Command(
            "approve", "grant a request: shows what would go, asks for the key's passphrase at the terminal")
        {
            id, key, minutes, uses,
        };
        command.SetAction(parsed => (int)Approve(
            parsed.GetRequiredValue(id), parsed.GetValue(key), TimeSpan.FromMinutes(parsed.GetValue(minutes)),
            parsed.GetValue(uses), world));
        return command;
    }

    public static Command MakeDeny(IWorld world)
    {
        var id = new Argument<string>("ID");
        var reason = new Option<string>("--reason")
        {
            Description = "what the agent is told",
            DefaultValueFactory = _ => "",
            HelpName = "TEXT",
        };
        var command = new Command("deny", "refuse a request, or take its grant back") { id, reason };
        command.SetAction(parsed => (int)Deny(parsed.GetRequiredValue(id), parsed.GetRequiredValue(reason), world));
        return command;
    }

    public static Command MakeRevoke(IWorld world)
    {
        var id = new Argument<string>("ID");
        var reason = new Option<string>("--reason")
        {
            Description = "what the agent is told",
            DefaultValueFactory = _ => "",
            HelpName = "TEXT",
        };
        var command = new Command("revoke", "take back what was granted of a request; what it allowed so far is done")
        {
            id, reason,
        };
        command.SetAction(parsed => (int)Deny(
            parsed.GetRequiredValue(id), parsed.GetRequiredValue(reason), world, "taken back"));
        return command;
    }

    private static ExitCode Approve(string id, string? name, TimeSpan life, int uses, IWorld world)
    {
        var store = new RequestStore(world, new Workshop());
        if (Find(store, id) is not { } request)
        {
            return ExitCode.Usage;
        }

        DateTimeOffset now = world.Clock.GetUtcNow();
        string? wrong = request.Answer is { } answer
                ? $"request {request.Id} was {(answer.Approved ? "approved" : "denied")} by {answer.Approver} already"
            : request.Expires <= now ? $"request {request.Id} has expired; the agent asks anew by trying again"
            : life <= TimeSpan.Zero || life > LongestGrant ? "--for takes up to 1440 minutes"
            : uses is < 1 or > GrantStatement.MaxUses ? $"--uses takes 1 to {GrantStatement.MaxUses}"
            : AgentSession.Mark(world) is { } mark ? $"this is an agent's session ({mark} is set): a person approves"
            : null;
        if (wrong is not null)
        {
            return Complaint.Say(wrong, ExitCode.Deny);
        }

        TerminalPage page = TerminalPage.ForErrors(world);
        Measure(page, request, world);
        StandardStreams.WriteErrors(page.ToString());
        (Approver? approver, SigningKey? signing, string problem) = Open(name, world);
        if (approver is null || signing is null)
        {
            return Complaint.Say(problem, ExitCode.Ask);
        }

        if (WhyNot(request, approver) is { } not)
        {
            return Complaint.Say(not, ExitCode.Deny);
        }

        var statement = new GrantStatement(
            request.Id, request.Fingerprint, approver.Name, HostIdentity.Of(world), now, now + life, uses);
        string text = statement.Text();
        Request answered = request with { Given = request.Given.Add(approver.Name) };
        bool enough = answered.Given.Length >= request.Approvals;
        answered = enough
            ? answered with { Answer = new RequestAnswer(true, string.Join(" and ", answered.Given), now, "") }
            : answered;
        if (store.Write(request.Id, new SignedGrant(
                text, signing.Public.Id, Convert.ToBase64String(signing.Sign(text)))) is { } unwritten
            || (unwritten = store.Write(answered)) is not null)
        {
            return Complaint.Say(unwritten, ExitCode.Files);
        }

        string often = uses == 1 ? "once" : $"{uses} times";
        Console.Out.WriteLine(!enough
            ? $"granted: {answered.Given.Length} of the {request.Approvals} different approvers that "
                + $"request {request.Id} needs"
            : $"granted: request {request.Id} passes {often} within {life.TotalMinutes:0.#} minutes, over exactly this "
            + "evidence; the agent tries the same command again");
        return Recorded(answered with { Answer = new RequestAnswer(true, approver.Name, now, "") }, world);
    }

    /// <summary>Why this approver's grant would not count; null where it would. The hook decides by the policy, not by
    /// the request's file.</summary>
    private static string? WhyNot(Request request, Approver approver) =>
        request.Given.Any(g => HostUser.Of(g) == HostUser.Of(approver.Name))
            ? $"{HostUser.Of(approver.Name)} has granted request {request.Id} already; another approver is needed"
        : request.NotBy is { } starter && HostUser.Of(approver.Name) == starter
            ? $"{starter} runs it, and the policy lets nobody approve what they started"
        : null;

    private static ExitCode Deny(string id, string reason, IWorld world, string word = "denied")
    {
        var store = new RequestStore(world, new Workshop());
        if (Find(store, id) is not { } request)
        {
            return ExitCode.Usage;
        }

        if (AgentSession.Mark(world) is { } mark)
        {
            return Complaint.Say($"this is an agent's session ({mark} is set): a person answers", ExitCode.Deny);
        }

        Request answered = request with
        {
            Answer = new RequestAnswer(
                false, HostUser.Name(world) is { Length: > 0 } user ? user : "somebody", world.Clock.GetUtcNow(),
                Printable.Line(reason)),
        };
        if ((store.Revoke(request.Id) ?? store.Write(answered)) is { } problem)
        {
            return Complaint.Say(problem, ExitCode.Files);
        }

        Console.Out.WriteLine($"{word}: request {request.Id}; the agent is told so until {request.Expires:u}");
        return Recorded(answered, world);
    }

    /// <summary>What a request's file says is the agent's own account of itself: where the action can be measured from
    /// here, that is shown, and whether it is the same.</summary>
    private static void Measure(TerminalPage page, Request request, IWorld world)
    {
        Judgement now = Program.ForLook(world).Look(new Action.ShellCommand(request.Action, request.Directory));
        if (now.Radius.Fingerprint == request.Fingerprint)
        {
            Show(page, request with { Lines = [] }, world);
            page.Line(0, "measured again just now, from this terminal, and the same:", Ink.Good);
            VerdictPage.Write(page, now);
        }
        else
        {
            Show(page, request, world);
            page.Line(0, "measured from this terminal it is not the same (other variables, another moment, or a secret "
                + "that was taken out of the command): above stands only what was recorded when it was asked for",
                Ink.Warning);
        }
    }

    /// <summary>The approver and their key, opened with the passphrase that is typed.</summary>
    private static (Approver? Approver, SigningKey? Key, string Problem) Open(string? name, IWorld world)
    {
        ImmutableArray<Approver> here =
        [
            .. Approvers.All(world).Where(a => (name is null || a.Name == name)
                && world.Look(Path.Join(KeysCommand.Folder(world), a.Name + ".pem")).Exists),
        ];
        if (here is not [var approver])
        {
            return (null, null, here.IsEmpty
                ? "no key of a pinned approver lies here; `holdpoint keys create NAME` makes one, "
                    + "`holdpoint keys list` shows who can approve"
                : "several keys lie here: --key NAME says whose");
        }

        if (PersonsTerminal.AskHidden($"passphrase of {approver.Name}: ", world) is not { } passphrase)
        {
            return (null, null, "there is no terminal here at which a person could type a passphrase");
        }

        string file = Path.Join(KeysCommand.Folder(world), approver.Name + ".pem");
        SigningKey? key = world.Read(file, 64 * 1024) is FileAnswer.Content content
            ? SigningKey.Open(content.Text, passphrase)
            : null;
        return key is null ? (null, null, "that passphrase does not open the key; nothing was granted")
            : key.Public.Id != approver.Key.Id
                ? (null, null, $"{file} is not the key that is pinned for {approver.Name}")
            : (approver, key, "");
    }

    /// <summary>The request of an id, or of its beginning; null (and a message) where there is none.</summary>
    private static Request? Find(RequestStore store, string id)
    {
        if (store.Read(id) is { } request)
        {
            return request;
        }

        string wanted = id.StartsWith("r-", StringComparison.Ordinal) ? id : "r-" + id;
        ImmutableArray<Request> found = [.. store.All().Where(r => r.Id.StartsWith(wanted, StringComparison.Ordinal))];
        if (found is [var only] && wanted.Length >= 4)
        {
            return only;
        }

        Complaint.Say(
            found.Length > 1 ? $"{id} is the beginning of {found.Length} requests"
                : $"there is no request {id}; `holdpoint requests` shows those that wait", ExitCode.Usage);
        return null;
    }

    private static bool IsOpen(Request request, IWorld world) =>
        request.Answer is null && request.Expires > world.Clock.GetUtcNow();

    private static void List(TerminalPage page, ImmutableArray<Request> requests, IWorld world)
    {
        foreach (Request request in requests)
        {
            page.Line(0, $"{request.Id}  {State(request, world)}  {request.Target}", Ink.Strong);
            page.Line(1, request.Action);
            page.Line(1, $"{request.By.Agent}, {request.Opened.UtcDateTime:yyyy-MM-dd HH:mm} UTC"
                + (request.Times > 1 ? $", asked for {request.Times} times" : ""), Ink.Faint);
            Tried(page, request, shown: 0);
        }

        if (requests.IsEmpty)
        {
            page.Line(0, "nothing waits for a person");
        }
    }

    private static void Show(TerminalPage page, Request request, IWorld world)
    {
        page.Line(0, $"request {request.Id}: {State(request, world)}", Ink.Strong);
        page.Line(1, request.Action);
        if (request.Approvals > 1 || request.NotBy is not null)
        {
            page.Line(1, $"{Words.Counted(request.Approvals, "approvers")} must grant it"
                + (request.Given.IsEmpty ? "" : $"; {string.Join(" and ", request.Given)} already did")
                + (request.NotBy is { } starter ? $"; {starter}, who runs it, may not" : ""), Ink.Warning);
        }

        page.Line(1, $"in {request.Directory}, asked for by {request.By.Agent}"
            + (request.By.Session.Length > 0 ? $" (session {request.By.Session})" : "")
            + (request.By.User.Length > 0 ? $" as {request.By.User}" : "")
            + $", {request.Opened.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"
            + (request.Times > 1 ? $"; asked for {request.Times} times" : ""), Ink.Faint);
        foreach (string line in request.Lines)
        {
            page.Line(line.StartsWith("- ", StringComparison.Ordinal) ? 2 : 1, line);
        }

        Tried(page, request, shown: request.Tried.Length);
        page.Line(1, $"target {request.Target}; rule {request.Rule}; {request.Fingerprint}", Ink.Faint);
    }

    private static void Tried(TerminalPage page, Request request, int shown)
    {
        if (request.TriedTimes > 0)
        {
            page.Line(1, $"the same was refused {Words.Counted(request.TriedTimes, "times")} before, in whatever words"
                + (shown > 0 ? ", last:" : ""), Ink.Warning);
            foreach (string line in request.Tried.Take(shown))
            {
                page.Line(2, line, Ink.Warning, "- ");
            }
        }
    }

    private static string State(Request request, IWorld world) => request.Answer switch
    {
        { Approved: true } answer => $"approved by {answer.Approver}",
        { } answer => $"denied by {answer.Approver}{(answer.Reason.Length > 0 ? $": {answer.Reason}" : "")}",
        null when IsOpen(request, world) => request.Given.IsEmpty ? "open"
            : $"open ({request.Given.Length} of {request.Approvals} approvals)",
        _ => "expired",
    };

    private static ExitCode Recorded(Request request, IWorld world)
    {
        var journal = new JournalFile(
            JournalFile.At(JournalFile.Folder(world)), new Actor("terminal", ""), world.Clock);
        return journal.RecordAnswer(request) is { } problem ? Complaint.Say(problem, ExitCode.Files) : ExitCode.Success;
    }
}
