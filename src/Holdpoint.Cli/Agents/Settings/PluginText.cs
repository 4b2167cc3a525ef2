namespace Holdpoint.Cli.Agents.Settings;

/// <summary>The plugins for clients that call JavaScript instead of a program. They stop the call for whatever is not
/// the hook's plain yes: no start, no answer in time, another exit status.</summary>
internal static class PluginText
{
    /// <summary>One call is asked about once, however often the client says it: a grant is good for one use.</summary>
    public static string OpenCode(string command) => Caller(command) +
        """

        const asked = new Map()

        const once = (id, message) => {
          const said = JSON.stringify(message)
          if (asked.get(id)?.said !== said) {
            if (asked.size >= 500) asked.clear()
            asked.set(id, { said, answer: hook(message) })
          }
          return asked.get(id).answer
        }

        const message = (event, input, args, directory) => ({
          hook_event_name: event,
          session_id: input.sessionID,
          cwd: directory,
          tool_name: input.tool,
          tool_input: args,
        })

        export const Holdpoint = async ({ directory }) => ({
          "tool.execute.before": async (input, output) =>
            once(input.callID, message("PreToolUse", input, output.args, directory)),
          "tool.execute.after": async (input) => {
            asked.delete(input.callID)
            if (typeof input.args?.command === "string")
              await hook(message("PostToolUse", input, input.args, directory)).catch(() => {})
          },
        })

        """;

    /// <summary>A function that gives the hook a message, and throws what the hook says against it.</summary>
    public static string Caller(string command) =>
        $$"""
        import { spawn } from "node:child_process"

        const command = {{JsonHooks.Text(command)}}

        const hook = (message) => new Promise((resolve, reject) => {
          const child = spawn("/bin/sh", ["-c", command], { stdio: ["pipe", "ignore", "pipe"] })
          const stop = (why) => reject(new Error(why))
          const late = setTimeout(() => {
            child.kill("SIGKILL")
            stop("holdpoint: the hook did not answer; the action is stopped")
          }, {{(int)HookRun.ClientTimeout.TotalMilliseconds}})
          let said = ""
          child.stderr.on("data", (part) => { said += part })
          child.stdin.on("error", () => {})
          child.on("error", (e) => stop("holdpoint: the hook did not start: " + e.message))
          child.on("close", (code) => {
            clearTimeout(late)
            if (code === 0) resolve()
            else stop(said.trim() || "holdpoint: the hook failed (" + code + "); the action is stopped")
          })
          child.stdin.end(JSON.stringify(message))
        })

        """;
}
