using Holdpoint.Radius;

namespace Holdpoint.Tools.Terraform.Memory;

/// <summary>A lesson about one state, that leaves what an earlier lesson says of others: one action may act on several
/// workspaces of a configuration.</summary>
/// <param name="State">What the text says of its place; null where the place is forgotten.</param>
internal sealed record StateLesson(string Path, string Text, RememberedState? State) : Lesson(Path, Text)
{
    public override Lesson Upon(Lesson earlier) => State is null ? this
        : this with { Text = StatesLock.Read(earlier.Text).With(State).Write() };
}
