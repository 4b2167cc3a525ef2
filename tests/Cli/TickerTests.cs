using System.Text;
using Holdpoint.Cli.Rendering;

namespace Holdpoint.Tests.Cli;

/// <summary>What takes longer than a second shows that it goes on, and leaves nothing behind.</summary>
public sealed class TickerTests
{
    private readonly StringBuilder _screen = new();
    private readonly HandClock _clock = new();

    [Fact]
    public void Seconds_are_shown_from_the_first_on_and_wiped_away()
    {
        using var ticker = new Ticker(t => _screen.Append(t), _clock);
        ticker.Start();
        Assert.Equal("", _screen.ToString());
        _clock.Pass(1);
        _clock.Pass(1);
        Assert.Equal("\r\u001b[K  … 1 s\r\u001b[K  … 2 s", _screen.ToString());
        ticker.Stop();
        Assert.EndsWith("2 s\r\u001b[K", _screen.ToString(), StringComparison.Ordinal);
        _clock.Pass(5);
        Assert.EndsWith("2 s\r\u001b[K", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_quick_shows_nothing()
    {
        using var ticker = new Ticker(t => _screen.Append(t), _clock);
        ticker.Start();
        ticker.Stop();
        Assert.Equal("", _screen.ToString());
    }

    /// <summary>Time passes when the test says so.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly List<HandTimer> _timers = [];
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan due, TimeSpan period)
        {
            var timer = new HandTimer(callback);
            _timers.Add(timer);
            return timer;
        }

        public void Pass(long seconds)
        {
            _now += seconds;
            _timers.ForEach(t => t.Fire());
        }
    }

    private sealed class HandTimer(TimerCallback callback) : ITimer
    {
        private bool _isOn;

        public bool Change(TimeSpan due, TimeSpan period)
        {
            _isOn = due != Timeout.InfiniteTimeSpan;
            return true;
        }

        public void Fire()
        {
            if (_isOn)
            {
                callback(null);
            }
        }

        public void Dispose() => _isOn = false;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
