using System.Text;

namespace Holdpoint.Shell.Evaluation.StaticPrograms;

/// <summary>seq over whole numbers.</summary>
internal static class Sequence
{
    public static string? Output(string[] arguments)
    {
        long[] numbers = new long[arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!long.TryParse(arguments[i], out numbers[i]) || Math.Abs(numbers[i]) > int.MaxValue)
            {
                return null;
            }
        }

        (long first, long step, long last) = numbers switch
        {
            [var z] => (1, 1, z),
            [var a, var z] => (a, 1, z),
            [var a, var s, var z] => (a, s, z),
            _ => (0L, 0L, 0L),
        };
        if (step == 0 || (last - first) / step > Bounds.BraceWords)
        {
            return null;
        }

        var text = new StringBuilder();
        for (long n = first; step > 0 ? n <= last : n >= last; n += step)
        {
            text.Append(n).Append('\n');
        }

        return text.ToString();
    }
}
