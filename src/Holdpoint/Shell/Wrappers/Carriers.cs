namespace Holdpoint.Shell.Wrappers;

/// <summary>Every program of another purpose with options that are shell code, by hand: one entry each.</summary>
internal static class Carriers
{
    /// <summary>How the options of a program are read, and which are code; null when none is.</summary>
    public static Wrapper? Find(string name) => name switch
    {
        "tar" or "gtar" or "bsdtar" => new()
        {
            Valued = "IFfCTXbgHNVLK",
            LongValued = "file directory use-compress-program to-command info-script new-volume-script "
                + "checkpoint-action",
            Code = "I F use-compress-program to-command info-script new-volume-script checkpoint-action rsh-command",
        },
        "rsync" => new() { Valued = "efMBT", LongValued = "rsh rsync-path filter exclude include", Code = "e rsh" },
        "ssh" => new() { Valued = "bcDEeFIiJLlmopQRSWwBP", Code = "o" },
        "scp" or "sftp" => new() { Valued = "bcDEeFIiJLlmopQRSWwBPX", Code = "o S" },
        "man" => new() { Valued = "PCLMSeEpr", LongValued = "pager", Code = "P pager" },
        "zip" => new() { OneDash = true, LongValued = "TT unzip-command b n t tt x i", Code = "TT unzip-command" },
        "split" => new() { Valued = "abClnt", LongValued = "filter bytes lines number", Code = "filter" },
        "sort" => new() { Valued = "ktoST", LongValued = "compress-program key output", Code = "compress-program" },
        "rg" => new() { Valued = "egtTfABCmMjdr", LongValued = "pre pre-glob glob regexp type", Code = "pre" },
        "fzf" => new()
        {
            Valued = "qfnd",
            LongValued = "preview bind query filter height preview-window delimiter prompt header",
            Code = "preview bind",
        },
        "bat" or "batcat" or "delta" => new() { LongValued = "pager language style theme", Code = "pager" },
        "apt" or "apt-get" or "aptitude" => new() { Valued = "oct", LongValued = "option", Code = "o option" },
        "dpkg" => new() { LongValued = "pre-invoke post-invoke", Code = "pre-invoke post-invoke" },
        "tcpdump" => new() { Valued = "zirwcsWGCBFTyEmVjU", Code = "z" },
        "wget" => new() { Valued = "OPoaUtTwQADeBi", LongValued = "use-askpass output-document", Code = "use-askpass" },
        _ => null,
    };
}
