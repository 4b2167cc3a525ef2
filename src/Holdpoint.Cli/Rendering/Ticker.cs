using System.Globalization;

namespace Holdpoint.Cli.Rendering;

/// <summary>Shows below the last line that work goes on, once it has taken more than a second: the seconds, on a
/// terminal only, wiped away when something else is said.</summary>
internal sealed class Ticker : IDisposable
{
    private const string Wipe = "\r\u001b[K";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Action<string> _write;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private long _start;
    private bool _isShown;
    private bool _isOn;

    public Ticker(Action<string> write, TimeProvider clock)
    {
        _write = write;
        _clock = clock;
        _timer = clock.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something begins that may take a while.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _start = _clock.GetTimestamp();
            _isOn = true;
            _timer.Change(Second, Second);
        }
    }

    /// <summary>Something else is said now.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isOn = false;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (_isShown)
            {
                _write(Wipe);
                _isShown = false;
            }
        }
    }

    public void Dispose()
    {
        Stop();
        _timer.Dispose();
    }

    private void Tick()
    {
        lock (_lock)
        {
            if (_isOn)
            {
                TimeSpan took = _clock.GetElapsedTime(_start);
                _write(Wipe + string.Create(CultureInfo.InvariantCulture, $"  … {took.TotalSeconds:0} s"));
                _isShown = true;
            }
        }
    }
}
