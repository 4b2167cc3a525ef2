namespace Holdpoint.Pages;

/// <summary>A rectangle in percent of the one that it lies in.</summary>
internal readonly record struct Area(double Left, double Top, double Width, double Height);

/// <summary>Divides a rectangle by weights into pieces that are as square as can be (Bruls, Huizing and van Wijk:
/// Squarified Treemaps). Pure.</summary>
internal static class Treemap
{
    /// <summary>A piece smaller than this share could not be seen or hit; it is drawn larger than it is.</summary>
    private const double LeastShare = 0.012;

    /// <summary>The pieces, in the order of the weights.</summary>
    /// <param name="weights">Zero and less count as least.</param>
    /// <param name="aspect">Width over height of the whole.</param>
    public static Area[] Divide(IReadOnlyList<double> weights, double aspect)
    {
        double total = weights.Sum(w => Math.Max(w, 0));
        double least = total > 0 ? total * LeastShare : 1;
        (int Index, double Weight)[] items =
        [
            .. weights.Select((w, i) => (Index: i, Weight: Math.Max(w, least))).OrderByDescending(w => w.Weight),
        ];
        var areas = new Area[weights.Count];
        double left = 0, top = 0, width = aspect, height = 1;
        for (int at = 0; at < items.Length;)
        {
            double scale = width * height / items.Skip(at).Sum(i => i.Weight);
            bool wide = width >= height;
            double side = wide ? height : width;
            int end = Row(items, at, scale, side);
            double row = items[at..end].Sum(i => i.Weight) * scale;
            double thickness = side > 0 ? row / side : 0;
            double along = 0;
            for (; at < end; at++)
            {
                double length = row > 0 ? items[at].Weight * scale / row * side : 0;
                areas[items[at].Index] = wide
                    ? new Area(left / aspect, top + along, thickness / aspect, length)
                    : new Area((left + along) / aspect, top, length / aspect, thickness);
                along += length;
            }

            if (wide)
            {
                (left, width) = (left + thickness, Math.Max(0, width - thickness));
            }
            else
            {
                (top, height) = (top + thickness, Math.Max(0, height - thickness));
            }
        }

        return [.. areas.Select(a => new Area(100 * a.Left, 100 * a.Top, 100 * a.Width, 100 * a.Height))];
    }

    /// <summary>Where a row ends: it grows as long as its worst piece becomes no thinner.</summary>
    private static int Row((int Index, double Weight)[] items, int at, double scale, double side)
    {
        double best = double.MaxValue;
        double sum = 0;
        int end = at;
        while (end < items.Length)
        {
            double next = sum + (items[end].Weight * scale);
            double worst = Math.Max(
                side * side * items[at].Weight * scale / (next * next),
                next * next / (side * side * items[end].Weight * scale));
            if (worst > best)
            {
                break;
            }

            (best, sum) = (worst, next);
            end++;
        }

        return Math.Max(end, at + 1);
    }
}
