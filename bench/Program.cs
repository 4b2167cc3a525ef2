using Holdpoint.Bench;

// ./do bench: every number of docs/benchmarks.md, compared with something in the same run.
string[] parts = args.Length > 0 ? args : ["process", "inprocess", "radius", "state", "database", "checkpoint"];
var report = new Report();
foreach (string part in parts)
{
    switch (part)
    {
        case "process":
            HookProcess.Run(report);
            break;
        case "inprocess":
            InProcess.Run(report);
            break;
        case "radius":
            StateRadius.Run(report);
            break;
        case "state":
            StateProcess.Run(report);
            break;
        case "database":
            DatabaseEvidence.Run(report);
            break;
        case "checkpoint":
            CheckpointTime.Run(report);
            break;
        default:
            Console.Error.WriteLine(
                $"bench: '{part}' is none of process, inprocess, radius, state, database, checkpoint");
            return 64;
    }
}

report.Write(whole: args.Length == 0);
return report.AllHeld ? 0 : 1;
