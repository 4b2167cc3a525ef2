namespace Holdpoint.Shell.Evaluation;

/// <summary>Which alternative of each uncertain value one run of a command takes; all combinations are run, one after
/// another.</summary>
/// <remarks>Within one run the same variable is the same everywhere: <c>cp $X $X.bak</c>.</remarks>
internal sealed class Choices
{
    private readonly List<(string? Key, int Count, int Chosen)> _taken = [];
    private int _next;

    /// <summary>The number of the alternative to take.</summary>
    /// <param name="key">The variable; null for a question that is asked once.</param>
    public int Pick(string? key, int count)
    {
        if (key is not null)
        {
            for (int i = 0; i < _next; i++)
            {
                if (_taken[i].Key == key && _taken[i].Count == count)
                {
                    return _taken[i].Chosen;
                }
            }
        }

        if (_next == _taken.Count)
        {
            _taken.Add((key, count, 0));
        }

        return Math.Min(_taken[_next++].Chosen, count - 1);
    }

    /// <summary>Goes on to the next combination; false when all were had.</summary>
    public bool Next()
    {
        _next = 0;
        while (_taken.Count > 0)
        {
            (string? key, int count, int chosen) = _taken[^1];
            if (chosen + 1 < count)
            {
                _taken[^1] = (key, count, chosen + 1);
                return true;
            }

            _taken.RemoveAt(_taken.Count - 1);
        }

        return false;
    }
}
