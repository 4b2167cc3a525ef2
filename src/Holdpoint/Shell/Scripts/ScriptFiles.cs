using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Scripts;

/// <summary>The files that an action runs: each is read once at a time, and not too many.</summary>
internal sealed class ScriptFiles(Session session)
{
    /// <summary>Folders whose programs are packages of the machine, not scripts of a project.</summary>
    private static readonly string[] Packaged =
        ["/bin/", "/sbin/", "/usr/", "/lib/", "/opt/", "/nix/", "/snap/", "/proc/", "/dev/", "/sys/"];

    /// <summary>Files being read, outermost first: a script that runs itself ends there.</summary>
    private readonly List<string> _open = [];

    private int _read;

    /// <summary>The text of a file; what the action itself wrote before counts first.</summary>
    /// <param name="path">Relative to the directory, or absolute.</param>
    /// <param name="fed">This machine's shell opened it and feeds it to a program, wherever that runs.</param>
    public FileText Read(Word directory, Word path, bool fed = false)
    {
        if (session.Outside is not null && !fed)
        {
            // What lies there is not what lies here.
            return FileText.Missing.Instance;
        }

        if (Words.Resolve(directory, Words.Quoted(path)).Text is not { } full)
        {
            return new FileText.Refused($"which file {path.Shown} is, is known only at run time");
        }

        if (session.Scope.Written.TryGetValue(full, out Word? written))
        {
            return written.Text is { } text ? new FileText.Known(text)
                : new FileText.Refused($"{full} is written by the same action");
        }

        if (_read >= Bounds.Files)
        {
            return new FileText.Refused($"more than {Bounds.Files} files to read");
        }

        FileText answer = session.Context.Files(full);
        _read += answer is FileText.Missing ? 0 : 1;
        return answer;
    }

    /// <summary>Whether a path is that of a script worth opening: not a program of the machine's packages.</summary>
    public static bool IsOwn(Word directory, Word path) =>
        Words.Resolve(directory, Words.Quoted(path)).Text is { } full
        && !Array.Exists(Packaged, p => full.StartsWith(p, StringComparison.Ordinal));

    /// <summary>Runs what reads a file, unless that file is being read already; bounds met inside end that file's
    /// reading only.</summary>
    /// <param name="name">The file as a person finds it: a path, or a path and a target.</param>
    public void Within(string name, Span span, Action<Session> run)
    {
        if (_open.Contains(name) || session.Stopped || !session.Enter(span))
        {
            return;
        }

        _open.Add(name);
        SourceText outer = session.Source;
        session.Source = outer with { File = name, Origin = outer.Where(span) };
        bool stopped = session.EnterFile();
        run(session);
        session.LeaveFile(stopped);
        session.Source = outer;
        _open.RemoveAt(_open.Count - 1);
        session.Leave();
    }

    /// <summary>Records that a file is run that could not be read.</summary>
    public void Refuse(FileText.Refused refused, Span span, string by)
    {
        if (!refused.IsProgram)
        {
            SourceText outer = session.Source;
            session.Source = outer with { File = outer.File ?? by };
            session.AddOpaque(OpacityKind.RunTime, $"{by} runs a file that is not read: {refused.Why}",
                outer.Where(span));
            session.Source = outer;
        }
    }
}
