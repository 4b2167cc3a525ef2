using System.Collections.Immutable;

namespace Holdpoint.Shell.Evaluation;

/// <summary>cd, pushd and popd: where the script stands.</summary>
internal sealed class Directories(Session session)
{
    public Outcome Run(string name, Launch launch)
    {
        ImmutableArray<Word> arguments = Operands(launch.Arguments, out bool stays);
        Scope scope = session.Scope;
        if (stays)
        {
            return Outcome.Unknown;
        }

        switch (name)
        {
            case "popd":
                if (scope.Pushed.IsEmpty)
                {
                    Go(Word.Unknown("$(popd)"));
                    return Outcome.Unknown;
                }

                session.Scope = scope with { Pushed = scope.Pushed[..^1] };
                Go(scope.Pushed[^1]);
                return Outcome.Success;
            case "pushd":
                if (arguments is not [var pushed])
                {
                    Go(Word.Unknown("$(pushd)"));
                    return Outcome.Unknown;
                }

                session.Scope = scope with { Pushed = scope.Pushed.Add(session.Directory) };
                Go(Words.Resolve(session.Directory, pushed));
                return Outcome.Success;
        }

        Word? target = arguments switch
        {
            [] => Assigned(launch, "HOME") ?? session.Expander.Parameters.Value("HOME", "$HOME"),
            [{ Text: "-" }] => session.Expander.Parameters.Value("OLDPWD", "$OLDPWD"),
            [var one, ..] => one,
        };
        if (target is null || target.Pieces.IsEmpty)
        {
            return Outcome.Success;
        }

        bool searched =
            target.Prefix is not ['/' or '.', ..]
            && !target.HasUnknown
            && (
                Assigned(launch, "CDPATH")
                ?? (
                    scope.Variables.ContainsKey("CDPATH")
                        ? session.Expander.Parameters.Value("CDPATH", "$CDPATH")
                        : null
                )
            )
                is { Pieces.IsEmpty: false };
        Go(searched ? Word.Unknown($"$(cd {target.Shown})") : Words.Resolve(session.Directory, target));
        return Outcome.Success;
    }

    private static Word? Assigned(Launch launch, string name) =>
        launch.Assigned.FirstOrDefault(a => a.Key == name) is { Value: { } value } ? value : null;

    private void Go(Word directory)
    {
        // A path with a glob or a split is one of several folders.
        Word to =
            directory.HasGlob || directory.MaySplit
                ? new Word([
                    .. directory.Pieces.Select(p =>
                        p.Kind is PieceKind.Glob ? new Piece(PieceKind.Unknown, p.Value) : p with { Splits = false }
                    ),
                ])
                : directory;
        Word from = session.Directory;
        Scope scope = session.Scope.Assign("OLDPWD", from);
        session.Scope = scope with { Directories = [to], Variables = scope.Variables.Remove("PWD") };
    }

    private static ImmutableArray<Word> Operands(ImmutableArray<Word> arguments, out bool stays)
    {
        stays = false;
        int i = 0;
        while (i < arguments.Length && arguments[i].Text is ['-', _, ..] option)
        {
            i++;
            if (option == "--")
            {
                break;
            }

            // pushd -n and its numbers turn the stack without going anywhere that could be told.
            stays |= option == "-n";
        }

        return arguments[i..];
    }
}
