using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Rendering;
using Holdpoint.Shell;
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
        Argument<string> client = ClientArgument.Make();
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
            AgentClient found = ClientArgument.Find(parsed.GetRequiredValue(client));
            ImmutableArray<SettingsPlace> places = found.Places(world, Environment.CurrentDirectory);
            return (int)(places.FirstOrDefault(p => p.Scope == scope) is { } place
                ? Run(name, world, found, place, text => edit(found, text, place), parsed.GetValue(dry))
                : Complain(
                    $"{found.Title} has no {scope.ToString().ToLowerInvariant()} settings that can hold a hook",
                    $"it has: {string.Join(", ", places.Select(p => "--" + p.Word).Where(w => w is not "--local"))}"));
        });
        return command;
    }

    private static EditAnswer Install(AgentClient client, byte[] text, SettingsPlace place) =>
        Environment.ProcessPath is { } binary && Path.GetFileName(binary) == "holdpoint"
            ? client.Install(text, place, ShellQuoting.Quote(binary) + client.Mark)
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
                    string? backup = SettingsFile.Replace(place.Path, changed.Bytes, world.Clock.GetUtcNow());
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

    private static ExitCode Complain(string what, string hint)
    {
        Console.Error.WriteLine($"holdpoint: {Printable.Line(what)}");
        Console.Error.WriteLine($"  {hint}");
        return ExitCode.Files;
    }
}

/// <summary>The name of an agent client on the command line.</summary>
internal static class ClientArgument
{
    public static Argument<string> Make()
    {
        var argument = new Argument<string>("CLIENT")
        {
            Description = $"one of: {string.Join(", ", AgentClients.All.Select(c => c.Id))}",
        };
        argument.AcceptOnlyFromAmong([.. AgentClients.All.Select(c => c.Id)]);
        return argument;
    }

    /// <summary>The client of a name that the parser has accepted.</summary>
    public static AgentClient Find(string id) =>
        AgentClients.Find(id) ?? throw new System.Diagnostics.UnreachableException();
}
