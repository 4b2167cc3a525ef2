using Holdpoint;
using Holdpoint.Policy;
using Holdpoint.World;

var pipeline = new Pipeline(new Machine(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(20));
Judgement judgement = pipeline.Run(new Holdpoint.Action.ShellCommand(string.Join(' ', args.Skip(1)), Environment.CurrentDirectory));
Console.WriteLine(judgement.Verdict.Decision);
return 0;
