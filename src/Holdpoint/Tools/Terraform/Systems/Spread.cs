using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>Spreads the labels of systems along dependencies to what carries no sign. Linear in the
/// dependencies.</summary>
internal static class Spread
{
    public const int Nothing = -1;

    /// <summary>Several systems hang on it.</summary>
    public const int Shared = -2;

    /// <summary>
    /// The label of each instance.
    /// 1 what one system hangs on is its own, what several hang on is shared;
    /// 2 ground of one system on which another hangs is shared too;
    /// 3 what hangs on one system is its own, what hangs on what is shared alone is shared.
    /// </summary>
    public static int[] Over(ImmutableArray<StateInstance> instances, StateGraph graph, int[] seeds, Kinds kinds)
    {
        // 1
        int[] labels = (int[])seeds.Clone();
        int[] below = Flow(labels, graph.On);
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = labels[i] == Nothing ? below[i] : labels[i];
        }

        // 2
        bool[] ground = new bool[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            ground[i] = labels[i] >= 0 && kinds.IsGround(instances[i])
                && graph.By(i).Any(other =>
                    labels[other] >= 0 && labels[other] != labels[i] && !kinds.IsGround(instances[other]));
        }

        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = ground[i] ? Shared : labels[i];
        }

        // 3
        int[] above = Flow(labels, graph.By);
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = labels[i] == Nothing && above[i] >= 0 ? above[i] : labels[i];
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == Nothing && graph.On(i) is { Length: > 0 } on && on.All(o => labels[o] == Shared))
            {
                labels[i] = Shared;
            }
        }

        return labels;
    }

    /// <summary>For each instance without a label the one label that reaches it along these edges, or shared where
    /// several do.</summary>
    private static int[] Flow(int[] labels, Func<int, int[]> next)
    {
        int[] reached = new int[labels.Length];
        Array.Fill(reached, Nothing);
        var open = new Queue<int>();
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= 0)
            {
                Pass(next(i), labels[i]);
            }
        }

        while (open.TryDequeue(out int at))
        {
            Pass(next(at), reached[at]);
        }

        return reached;

        void Pass(int[] neighbours, int label)
        {
            foreach (int to in neighbours)
            {
                if (labels[to] != Nothing || reached[to] == label || reached[to] == Shared)
                {
                    continue;
                }

                reached[to] = reached[to] == Nothing ? label : Shared;
                open.Enqueue(to);
            }
        }
    }
}
