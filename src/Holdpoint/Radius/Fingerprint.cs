using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Holdpoint.Radius;

/// <summary>The digest that a grant will be bound to: what would happen, where, and the evidence that
/// matters.</summary>
/// <remarks>
/// Every field is written as name, length and value, so that no value can pose as another field; what has no order of
/// its own is sorted. docs/formats/fingerprint.md says what is in it and what is left out, precisely enough to
/// reimplement.
/// </remarks>
internal static class Fingerprint
{
    /// <summary>The first line of the digested text; another format gets another number.</summary>
    private const string Format = "holdpoint-fingerprint-2\n";

    public static string Of(Action action, ImmutableArray<Measurement> measurements) =>
        "sha256:" + Sha256.Hex(Encoding.UTF8.GetBytes(Text(action, measurements)));

    /// <summary>The digested text itself, for a person who wants to know why two fingerprints differ.</summary>
    public static string Text(Action action, ImmutableArray<Measurement> measurements)
    {
        var text = new StringBuilder(Format, 512);
        Action(text, action);
        bool own = action is Action.ShellCommand { Asked: not null };
        Sorted(text, measurements, m => Block(m, own));
        return text.ToString();
    }

    private static void Action(StringBuilder text, Action action)
    {
        switch (action)
        {
            case Action.ShellCommand shell:
                Field(text, "shell", (shell.Asked ?? shell.Text).ReplaceLineEndings("\n").Trim());
                break;
            case Action.FileEdit edit:
                Field(text, "file", edit.Kind switch
                {
                    FileEditKind.Write => "write",
                    FileEditKind.Edit => "edit",
                    _ => "delete",
                });
                Field(text, "path", edit.Path);
                Field(text, "content", edit.Content);
                break;
            case Action.ToolCall call:
                Field(text, "tool", call.Name);
                Field(text, "arguments", call.Arguments);
                break;
        }

        Field(text, "directory", action.Directory);
    }

    /// <summary>One effect as lines of the fingerprint.</summary>
    /// <param name="own">The action is a step that we made of what was asked for: a file in it has no name.</param>
    private static string Block(Measurement measurement, bool own)
    {
        own &= measurement.Facts.Any(static f => f.IsFile);
        var text = new StringBuilder(256);
        Effect effect = measurement.Effect;
        Field(text, "effect", Kind(effect.Kind));
        Field(text, "tool", effect.Tool);
        Field(text, "type", effect.Resource.Type);
        Field(text, "name", own ? null : effect.Resource.Name);
        Field(text, "target", effect.Target.Kind);
        Field(text, "place", effect.Target.Place);
        Field(text, "recovery", effect.Recovery.Word);
        Field(text, "count", measurement is { Moving: true, Count: { } moving }
            ? Amount.Bucket(moving) : measurement.Count);
        Field(text, "unit", measurement.Unit);
        Field(text, "bytes", measurement.Bytes is { } bytes ? Amount.Bucket(bytes) : null);
        Field(text, "unmeasured", measurement.Unmeasured is null ? null : "");
        Field(text, "changes", measurement.Changes);
        Sorted(text, measurement.Losses, Loss);
        Sorted(text, measurement.Types, static t => Line("of-type", t.Type) + Line("number", Number(t.Count)));
        Sorted(text, measurement.Systems, static s => Line("system", s.Name) + Line("resources", Number(s.Resources))
            + Line("whole", s.Whole ? "yes" : "no") + Line("shared", s.Shared ? "yes" : "no"));
        Sorted(text, measurement.Alarms, static a => Line("alarm", Alarm(a.Kind)));
        Sorted(text, [.. measurement.Weakened.Select(w => w.Resource).Distinct()],
            static r => Line("weakened", r.Type) + Line("of", r.Name));
        Sorted(text, measurement.Facts, 
            f => f.Passing || (own && f.IsFile) ? "" : Line("fact", f.Name) + Line("value", f.Value));
        return text.ToString();
    }

    private static string Loss(Loss loss)
    {
        var text = new StringBuilder(128);
        Field(text, "loss", loss.Resource.Type);
        Field(text, "name", loss.Resource.Name);
        Field(text, "recovery", loss.Recovery.Word);
        Field(text, "data", loss.HoldsData ? "yes" : "no");
        Field(text, "protection", loss.Protection);
        Field(text, "backups", loss.BackupsLost);
        Field(text, "system", loss.System);
        Sorted(text, loss.Amounts, static a =>
            Line("amount", a.Unit) + Line("magnitude", Number(Amount.Bucket(a.Number))));
        Sorted(text, loss.Backups, static b => Line("backup", b.Name)
            + Line("verified", b.Verified is { } at ? $"{at:yyyy-MM-dd}" : "never"));
        Sorted(text, loss.Dependents, static d => Line("dependent", d));
        Sorted(text, loss.Details, static d => Line("detail", d));
        return text.ToString();
    }

    /// <summary>Blocks in ordinal order: the same set gives the same text.</summary>
    private static void Sorted<T>(StringBuilder text, ImmutableArray<T> items, Func<T, string> write)
    {
        if (items.Length == 1)
        {
            text.Append(write(items[0]));
            return;
        }

        string[] blocks = new string[items.Length];
        for (int i = 0; i < blocks.Length; i++)
        {
            blocks[i] = write(items[i]);
        }

        Array.Sort(blocks, StringComparer.Ordinal);
        foreach (string block in blocks)
        {
            text.Append(block);
        }
    }

    private static void Field(StringBuilder text, string name, long? value) =>
        Field(text, name, value is { } number ? Number(number) : null);

    private static void Field(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append(name).Append(' ').Append(value.Length).Append(':').Append(value).Append('\n');
        }
    }

    private static string Line(string name, string value) => $"{name} {value.Length}:{value}\n";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Kind(EffectKind kind) => kind switch
    {
        EffectKind.Read => "read",
        EffectKind.Create => "create",
        EffectKind.Modify => "modify",
        EffectKind.Expose => "expose",
        EffectKind.Weaken => "weaken",
        EffectKind.Destroy => "destroy",
        _ => "unknown",
    };

    private static string Alarm(AlarmKind kind) => kind switch
    {
        AlarmKind.Missing => "missing",
        AlarmKind.Replaced => "replaced",
        AlarmKind.RolledBack => "rolled-back",
        AlarmKind.Shrunk => "shrunk",
        AlarmKind.Foreign => "foreign",
        _ => "suspicious",
    };
}
