using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Wrappers;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Fuzzing.Targets;

/// <summary>Code of PowerShell and of cmd, said in words of sh, and the whole way from there.</summary>
internal sealed class WindowsTarget : FuzzTarget
{
    public override string Name => "windows";

    protected override IReadOnlyList<string> Pieces { get; } =
    [
        "'", "\"", "`", "^", "%", "%USERPROFILE%", "$", "${", "}", "$env:", "$null", "{ ", "(", ")", "@(", "@{",
        "[", "]", "|", "||", "&", "&&", ";", ",", "\n", "\r\n", " ", "\t", "<#", "#>", "#", ">", ">>", "2>&1", "*>",
        "<", "=", "\\", "C:\\", "\\\\srv\\c$", "*.log", "-Recurse ", "-Force", "-WhatIf", "-Filter ", "-Exclude ",
        "/s", "/q ", "/y ", "Remove-Item ", "ri ", "del ", "rd ", "move ", "iex ", "iex '", "Get-ChildItem ",
        "gci | ", "Clear-Content ", "if exist ", "for %i in (*) do ", "foreach ($x in $y) { ", "ForEach-Object { ",
        "Stop-Computer", "Start-Process ", "cmd /c ", "powershell -c ", "pwsh -enc ", "$(", "@\"\n", "\n\"@", "\0",
        "\u0001", "é", "\ud83d", "function f {",
    ];

    protected override IEnumerable<string> Texts() =>
    [
        "Remove-Item -Recurse -Force C:\\app\\data, 'D:\\x y'; ri \"$env:TEMP\\a`\"b\" -WhatIf",
        "gci C:\\logs -Filter *.log -Recurse | Remove-Item -Force <# c #> # d",
        "$p = 'C:\\x'; if (Test-Path $p) { rm -r ${p} } else { Move-Item $p D:\\y 2>&1 > $null }",
        "iex \"iex 'Remove-Item x'\"\nforeach ($f in Get-ChildItem) { Clear-Content $f.FullName >> C:\\log.txt }",
        "try { Invoke-WebRequest https://a/b -Method Delete } catch { throw } finally { Stop-Service x }",
        "rd /s /q C:\\app & del /f /s \"C:\\a b\\*.log\" && echo done > x.txt || exit /b 1",
        "if exist C:\\x (rmdir /S /Q %USERPROFILE%\\x) else (move /y a*.txt ..\\b) ^& echo 1",
        "@echo off\r\nfor %%i in (*) do del %%i\r\nterraform destroy -auto-approve\r\n",
        "cmd /c \"rd /s /q x\"; powershell -Command \"ri x -r\"; docker system prune -af --volumes",
        .. CommandSeeds.All.Where(c => c.Contains("pwsh", StringComparison.OrdinalIgnoreCase)
            || c.Contains("powershell", StringComparison.OrdinalIgnoreCase)
            || c.Contains("cmd /", StringComparison.OrdinalIgnoreCase)),
    ];

    protected override string? Fault(string text, int variant)
    {
        CmdCode.Translate(text);
        PowerShellCode.Translate(text);
        string program = (variant % 3) switch
        {
            0 => "pwsh -NoProfile -Command ",
            1 => "powershell.exe ",
            _ => "cmd /c ",
        };
        return Judging.Fault(Judging.Judge(new PaperWorld(), program + Patterns.Quote(text)));
    }
}
