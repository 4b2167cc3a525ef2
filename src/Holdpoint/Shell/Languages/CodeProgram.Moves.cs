using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Languages;

/// <content>Files that are moved, copied or given other rights.</content>
internal sealed partial class CodeProgram
{
    /// <summary><c>os.rename(a, b)</c>, <c>Path(a).replace(b)</c>, <c>fs.copyFileSync(a, b)</c>, <c>os.chmod(a, 0)</c>
    /// in code that was written for this very run.</summary>
    private bool Moves(CodeCall call)
    {
        string? program = call.Name switch
        {
            "rename" or "renameSync" or "move" or "moveSync" or "mv" or "replace" => "mv",
            "copyfile" or "copyFile" or "copyFileSync" or "copy2" or "copy" or "cp" or "cpSync" => "cp",
            "chmod" or "chmodSync" or "lchmod" => "chmod",
            _ => null,
        };
        if (program is null || !inline)
        {
            return false;
        }

        CodeValue? own = call.Receiver switch
        {
            CodeValue.Text when call.Name is not ("replace" or "copy" or "move") => call.Receiver,
            CodeValue.Returned({ Name: "Path" } made) => made.Argument(0),
            _ => null,
        };
        bool module = call.Receiver is null or CodeValue.Returned({ Path: "require" or "__import__" })
            && (ForeignNames.HoldsFiles(call.RootName) || call.Receiver is not null
                || (call.Root.Length == 0 && family is Family.Perl or Family.Php));
        ImmutableArray<CodeValue> values = [.. own is null ? [] : (CodeValue[])[own], .. call.Arguments];
        if ((own is null && !module) || values is not [CodeValue.Text(var first), var second, ..])
        {
            return false;
        }

        Word? other = program is "chmod" ? Rights(second.Known) : second.AsWord();
        if (other is null || first.IsUnknown || (other.HasUnknown && program is "cp"))
        {
            return false;
        }

        ImmutableArray<Word> words = program is "chmod" ? [other, first] : [first, other];
        session.Launcher.Start(
            (_launch with { Input = Input.Inherited.Instance }).Then(new Word(program), words, by));
        return true;
    }

    /// <summary>Rights in octal as chmod takes them; null where they are no number of the kind.</summary>
    private static Word? Rights(string? number)
    {
        string digits = number?.Replace("0o", "", StringComparison.Ordinal) ?? "";
        return digits is "0" ? new Word("000")
            : number is ['0', ..] && digits.Length is 3 or 4 && digits.All(c => c is >= '0' and <= '7')
                ? new Word(digits)
                : null;
    }
}
