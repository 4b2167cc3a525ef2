using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Tools.Files;

/// <summary>Which paths an invocation changes, and how, as its words tell it. Pure.</summary>
internal static class FileTouches
{
    /// <summary>The paths that the program itself changes.</summary>
    public static void OfProgram(string name, ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        switch (name)
        {
            case "rm" or "unlink" or "rimraf" or "shred" or "srm" or "wipe" or "scrub":
                Removals.Add(name, words, touches);
                break;
            case "mv" or "cp" or "gcp" or "gmv" or "install" or "ln":
                Copies.Add(name.TrimStart('g'), words, touches);
                break;
            case "tee" or "sponge" or "ssh-keygen" or "openssl" or "dd" or "truncate" or "sort" or "curl" or "wget":
                Writes.Add(name, words, touches);
                break;
            case "sed" or "gsed" or "perl" or "awk" or "gawk":
                Writes.InPlace(name, words, touches);
                break;
            case "fallocate" or "patch" or "uniq" or "xxd" or "objcopy" or "ffmpeg" or "convert" or "magick" or "rename"
                or "prename" or "mmv" or "rsync" or "scp" or "gcc" or "cc" or "clang" or "g++" or "c++" or "ld"
                or "iconv" or "pandoc" or "shuf" or "gpg" or "age" or "sops" or "op" or "doppler" or "protoc"
                or "kubeseal":
                Outputs.Add(name, words, touches);
                break;
            case "chmod" or "chown" or "chgrp" or "setfacl" or "chattr":
                Rights.Add(name, words, touches);
                break;
        }
    }

    /// <summary>The files that the shell opens for writing.</summary>
    public static void OfRedirections(Invocation invocation, ICollection<FileTouch> touches)
    {
        foreach (OpenedFile file in invocation.Files)
        {
            switch (file.Kind)
            {
                case RedirectKind.Output or RedirectKind.Clobber or RedirectKind.OutputAndErrors:
                    touches.Add(new FileTouch(TouchKind.Overwrite, file.Path)
                    {
                        Empties = Emptyings.PrintsNothing(invocation)
                            || Emptyings.ReadsItself(invocation, file.Path),
                    });
                    break;
                case RedirectKind.Append or RedirectKind.AppendOutputAndErrors or RedirectKind.ReadWrite:
                    touches.Add(new FileTouch(TouchKind.Modify, file.Path));
                    break;
            }
        }
    }

    /// <summary>Whether the program is only asked to explain itself.</summary>
    public static bool AsksForHelp(GnuArguments read) => read.Has("help") || read.Has("version");
}
