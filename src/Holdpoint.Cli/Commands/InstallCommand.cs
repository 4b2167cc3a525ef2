using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Rendering;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint install</c> and <c>uninstall</c>: our hook in a client's settings, and nothing else of
/// them.</summary>
internal static class InstallCommand
{
    public static Command MakeInstall(IWorld world) =>
        Make(world, "install", "put the hook into an agent client's settings; all else in them stays", Install);

    public static Command MakeUninstall(IWorld world) =>
        Make(world, "uninstall", "take the hook out of an agent client's settings; all else in them stays", Uninstall);

    private static Command Make(
        IWorld world, string name, string description, Func<AgentClient, byte[], SettingsPlace, EditAnswer> edit)
    {
        Argument<string?> client = ClientArgument.MakeOptional();
        var user = new Option<bool>("--user") { Description = "for this user everywhere (the default)" };
        var project = new Option<bool>("--project") { Description = "for everybody in the project of this directory" };
        var managed = new Option<bool>("--managed")
        {
            Description = "for every user of this machine, not to be switched off (needs root)",
        };
        var dry = new Option<bool>("--dry-run") { Description = "show what would change, change nothing" };
        var command = new Command(name, description) { client, user, project, managed, dry };
        command.Validators.Add(result =>
        {
            if (new[] { user, project, managed }.Count(o => result.GetValue(o)) > 1)
            {
                result.AddError("--user, --project and --managed exclude each other");
            }
        });
        command.SetAction(parsed =>
        {
            SettingsScope scope = parsed.GetValue(managed) ? SettingsScope.Managed
                : parsed.GetValue(project) ? SettingsScope.Project
                : SettingsScope.User;
            bool install = name is "install";
            string? id = parsed.GetValue(client);
            if (id is null)
            {
                return (int)(install ? Offer(world, c => Apply(c, scope, parsed.GetValue(dry)))
                    : Complain(
                        "uninstall needs the name of a client", "`holdpoint doctor` says where a hook is",
                        ExitCode.Usage));
            }

            return (int)Apply(ClientArgument.Find(id), scope, parsed.GetValue(dry));
        });
        return command;

        ExitCode Apply(AgentClient client, SettingsScope scope, bool dry)
        {
            ImmutableArray<SettingsPlace> places = client.Places(world, Environment.CurrentDirectory);
            if (places.FirstOrDefault(p => p.Scope == scope) is { } place)
            {
                return Run(name, world, client, place, text => edit(client, text, place), dry);
            }

            string others = string.Join(
                ", ", places.Where(p => p.Scope is not SettingsScope.Local).Select(p => "--" + p.Word));
            return Complain(
                $"{client.Title} has no {scope.ToString().ToLowerInvariant()} settings that can hold a hook",
                $"it has: {others}",
                ExitCode.Usage);
        }
    }

    /// <summary>Tells which clients are on the machine, and installs into those that a person at the terminal says yes
    /// to; without one it installs nothing.</summary>
    private static ExitCode Offer(IWorld world, Func<AgentClient, ExitCode> install)
    {
        List<(AgentClient Client, string Trace)> found = [];
        foreach (AgentClient client in AgentClients.All)
        {
            if (client.Traces.Find(world) is { } trace)
            {
                found.Add((client, trace));
                Console.Out.WriteLine($"{client.Title} is here ({Printable.Line(trace)}): "
                    + $"holdpoint install {client.Id}" + (client.Proven is null ? " (never run with it)" : ""));
            }
        }

        if (found.Count == 0)
        {
            return Complain("no agent client was found here", $"name one: {ClientArgument.Names}", ExitCode.Usage);
        }

        Console.Out.Flush();
        ExitCode worst = ExitCode.Success;
        foreach ((AgentClient client, _) in found)
        {
            string? answer = AgentSession.Mark(world) is null && !Console.IsInputRedirected
                ? PersonsTerminal.Ask($"install into {client.Title}? [y/N] ")
                : null;
            if (answer is null)
            {
                return Complain(
                    "nothing was installed: nobody can be asked here", "name the client, as above", ExitCode.Usage);
            }

            ExitCode ended = answer.Trim() is "y" or "Y" or "yes" ? install(client) : ExitCode.Success;
            worst = ended is ExitCode.Success ? worst : ended;
        }

        return worst;
    }

    private static EditAnswer Install(AgentClient client, byte[] text, SettingsPlace place) =>
        Environment.ProcessPath is { } binary && Path.GetFileName(binary) == "holdpoint"
            ? client.Install(text, place, client.CommandLine(binary))
            : new EditAnswer.Refused(
                $"this program runs as '{Environment.ProcessPath}'; the hook needs the native binary (./do native)");

    private static EditAnswer Uninstall(AgentClient client, byte[] text, SettingsPlace place) =>
        text.Length == 0 ? new EditAnswer.Text(text) : client.Uninstall(text, place);

    private static ExitCode Run(
        string verb, IWorld world, AgentClient client, SettingsPlace place, Func<byte[], EditAnswer> edit, bool dry)
    {
        try
        {
            byte[] old = SettingsFile.Read(place.Path);
            switch (edit(old))
            {
                case EditAnswer.Refused refused:
                    return Complain(
                        $"{place.Path} was not changed: {refused.Why}", "put that right, then run it again");
                case EditAnswer.Text same when same.Bytes.AsSpan().SequenceEqual(old):
                    string already = verb == "install" ? "installed" : "not installed";
                    Console.Out.WriteLine($"{place.Path}: nothing to do, it is {already} already");
                    return ExitCode.Success;
                case EditAnswer.Gone when dry:
                    Console.Out.WriteLine($"{place.Path} would be removed");
                    return ExitCode.Success;
                case EditAnswer.Gone:
                    string kept = SettingsFile.Remove(place.Path, world.Clock.GetUtcNow());
                    Console.Out.WriteLine($"{place.Path}: {verb}ed; what it held is in {kept}");
                    return ExitCode.Success;
                case EditAnswer.Text changed when dry:
                    Console.Out.WriteLine($"{place.Path} would change:");
                    string after = Encoding.UTF8.GetString(changed.Bytes);
                    Console.Out.Write(LineDifference.Of(Encoding.UTF8.GetString(old), after));
                    return ExitCode.Success;
                case EditAnswer.Text changed:
                    string? backup = SettingsFile.Replace(
                        place.Path, changed.Bytes, world.Clock.GetUtcNow(), place.Executable);
                    Console.Out.WriteLine($"{place.Path}: {verb}ed");
                    Console.Out.WriteLine(backup is null ? "the file is new" : $"what it held before is in {backup}");
                    Console.Out.WriteLine("run `holdpoint doctor` to see what that gives");
                    return ExitCode.Success;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
        catch (UnauthorizedAccessException)
        {
            return Complain($"{place.Path} was not changed: this user may not write it",
                place.Scope is SettingsScope.Managed
                    ? $"run it as root: sudo holdpoint {verb} {client.Id} --managed"
                    : "see the folder's permissions");
        }
        catch (IOException e)
        {
            return Complain($"{place.Path} was not changed: {e.Message}", "put that right, then run it again");
        }
    }

    private static ExitCode Complain(string what, string hint, ExitCode code = ExitCode.Files)
    {
        Console.Error.WriteLine($"holdpoint: {Printable.Line(what)}");
        Console.Error.WriteLine($"  {hint}");
        return code;
    }
}

/// <summary>The name of an agent client on the command line.</summary>
internal static class ClientArgument
{
    public static Argument<string> Make()
    {
        var argument = new Argument<string>("CLIENT")
        {
            Description = $"one of: {Names}",
        };
        argument.AcceptOnlyFromAmong([.. AgentClients.All.Select(c => c.Id)]);
        return argument;
    }

    /// <summary>The same where no name means all that are found.</summary>
    public static Argument<string?> MakeOptional()
    {
        var argument = new Argument<string?>("CLIENT")
        {
            Description = $"one of: {Names}; without a name, those that are found here are offered",
            Arity = ArgumentArity.ZeroOrOne,
        };
        argument.AcceptOnlyFromAmong([.. AgentClients.All.Select(c => c.Id)]);
        return argument;
    }

    /// <summary>Every client's id.</summary>
    public static string Names => string.Join(", ", AgentClients.All.Select(c => c.Id));

    /// <summary>The client of a name that the parser has accepted.</summary>
    public static AgentClient Find(string id) =>
        AgentClients.Find(id) ?? throw new System.Diagnostics.UnreachableException();
}
