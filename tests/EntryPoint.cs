using Holdpoint.Tests.Fuzzing;

namespace Holdpoint.Tests;

/// <summary>The tests, or with <c>fuzz</c> as its first word the fuzzing of <c>./do fuzz</c>, with
/// <c>model</c> the scripted model of an agent, with <c>mcp</c> a server of tools.</summary>
internal static class EntryPoint
{
    private static async Task<int> Main(string[] args) => args switch
    {
        ["fuzz", .. var wishes] => FuzzProgram.Run(wishes),
        ["mcp", var log] => await EndToEnd.Agents.ScriptedServer.Serve(log),
        ["model", var script, var results] => await EndToEnd.Agents.ScriptedModel.Serve(script, results),
        _ => await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
            args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };
}
