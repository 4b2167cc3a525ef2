namespace Holdpoint.Cli.Agents;

/// <summary>Answers in place of the main thread when its time has run out, whatever that hangs on.</summary>
/// <remarks>Clients let an action through when their own time-out ends a hook, so ours must come first.</remarks>
internal sealed class Watchdog
{
    /// <summary>It formats one short answer; the default of 8 MB would be mapped for nothing.</summary>
    private const int StackBytes = 256 * 1024;

    private int _answered;

    /// <summary>Starts the wait.</summary>
    /// <param name="bark">Writes the answer and ends the process; called at most once, on the watchdog's
    /// thread.</param>
    public static Watchdog Start(TimeSpan deadline, System.Action bark)
    {
        var dog = new Watchdog();
        var thread = new Thread(() => dog.Wait(deadline, bark), StackBytes) { IsBackground = true };
        thread.Start();
        return dog;
    }

    /// <summary>Claims the right to answer; false when the other side has it.</summary>
    public bool Claim() => Interlocked.Exchange(ref _answered, 1) == 0;

    private void Wait(TimeSpan deadline, System.Action bark)
    {
        Thread.Sleep(deadline);
        if (Claim())
        {
            bark();
        }
    }
}
