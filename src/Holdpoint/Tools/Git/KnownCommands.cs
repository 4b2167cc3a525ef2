namespace Holdpoint.Tools.Git;

/// <summary>Commands of git and of common extensions that lose nothing under any option; an alias cannot replace git's
/// own.</summary>
internal static class KnownCommands
{
    public static bool Contains(string command) => command is
        "status" or "log" or "diff" or "show" or "add" or "commit" or "stage" or "init" or "init-db" or "remote"
        or "describe" or "blame" or "annotate" or "grep" or "help" or "version" or "shortlog" or "whatchanged"
        or "range-diff" or "notes" or "format-patch" or "send-email" or "request-pull" or "bundle"
        or "citool" or "gui" or "gitk" or "instaweb" or "rerere" or "cherry" or "bugreport" or "diagnose"
        or "maintenance" or "sparse-checkout" or "mergetool" or "merge-tree" or "merge-base" or "merge-file"
        or "merge-index" or "merge-one-file" or "merge-ours" or "merge-octopus" or "merge-resolve" or "merge-recursive"
        or "merge-subtree" or "rev-parse" or "rev-list" or "cat-file" or "ls-files" or "ls-tree" or "hash-object"
        or "show-ref" or "for-each-ref" or "symbolic-ref" or "name-rev" or "var" or "fsck" or "fsck-objects"
        or "count-objects" or "verify-pack" or "verify-commit" or "verify-tag" or "diff-tree" or "diff-index"
        or "diff-files" or "diff-pairs" or "update-index" or "write-tree" or "commit-tree" or "mktree" or "mktag"
        or "mailinfo" or "mailsplit" or "patch-id" or "stripspace" or "check-ignore" or "check-attr" or "check-mailmap"
        or "check-ref-format" or "column" or "credential" or "credential-cache" or "credential-store"
        or "interpret-trailers" or "pack-refs" or "pack-objects" or "pack-redundant" or "prune-packed"
        or "unpack-objects" or "unpack-file" or "index-pack" or "multi-pack-index" or "commit-graph" or "show-branch"
        or "show-index" or "get-tar-commit-id" or "update-server-info" or "upload-pack" or "upload-archive"
        or "receive-pack" or "daemon" or "http-backend" or "http-fetch" or "http-push" or "fast-export" or "fast-import"
        or "fmt-merge-msg" or "hook" or "imap-send" or "quiltimport" or "pickaxe" or "shell" or "for-each-repo"
        or "refs" or "replay" or "backfill" or "last-modified" or "repo" or "history" or "svn" or "p4" or "cvsimport"
        or "subtree" or "flow" or "lfs" or "annex" or "absorb" or "secret" or "crypt" or "open" or "town";
}
