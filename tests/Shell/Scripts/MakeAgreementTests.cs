using System.Diagnostics;
using System.Text;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Shell.Scripts;

/// <summary>What we read of makefiles, beside what <c>make -n</c> prints: values and order of recipes.</summary>
public sealed class MakeAgreementTests
{
    /// <summary>Makefiles generated for one run of the tests.</summary>
    private const int Generated = 150;

    private const string Make = "/usr/bin/make";

    public static TheoryData<string> Written() =>
    [
        "A = $(B) x\nB = 1\nC := $(A)\nB = 2\nall:\n\tzz $(A) $(C)\n",
        "A ?= 1\nA ?= 2\nA += 3\nB += 4\nall: ; zz $(A) $(B)\n",
        "A := a b c\nall:\n\tzz $(A:%=x%y) $(A:a=z) $(words $(A)) $(word 2,$(A)) $(firstword $(A)) $(lastword $(A))\n",
        "all:\n\tzz $(subst a,b,banana) $(patsubst %.c,%.o,x.c y.h z.c) $(strip  a   b ) $(findstring a,cat)\n",
        "all:\n\tzz $(filter %.c %.h,a.c b.o c.h) $(filter-out %.o,a.c b.o) $(sort c a b a) $(join a b,1 2 3)\n",
        "all:\n\tzz $(dir a/b/c d) $(notdir a/b/c d) $(suffix a.c b) $(basename a/b.c d) $(addsuffix .x,a b)\n",
        "all:\n\tzz $(foreach i,1 2 3,$(i)$(i)) $(if ,yes,no) $(if x,yes) $(or ,a,b) $(and a,b) $(and a,,b)\n",
        "f = $(2)-$(1)$(3)\nall:\n\tzz $(call f,a,b) $(call f,x) $(wordlist 2,3,a b c d)\n",
        "all: b c\n\tzz all $^ $<\nb: d\n\tzz $@\nc: d\n\tzz $@\nd:\n\tzz $@\n",
        "x: | y\n\tzz $@ $^ $|\ny:\n\tzz $@\n",
        "all: a.o b.o\n\tzz link $^\n%.o: src/%.c\n\tzz cc $< $@ $* $(@D) $(<F)\nsrc/%.c:\n\tzz gen $@\n",
        "OBJ = a.o b.o\nall: $(OBJ)\n$(OBJ): %.o: %.x\n\tzz cc $< $@\n%.x:\n\tzz gen $@\n",
        "A = 1\nifeq ($(A),1)\nB = one\nelse ifeq ($(A),2)\nB = two\nelse\nB = other\nendif\nall:\n\tzz $(B)\n",
        "ifdef NOPE\nB = one\nelse\nB = two\nendif\nifneq \"$(B)\" \"two\"\nC = x\nendif\nall:\n\tzz $(B) $(C)\n",
        "define two\nzz one $(1)\nzz two $(1)\nendef\nall:\n\t$(call two,x)\n\t@$(two)\n",
        "define rule\nmake-$(1):\n\tzz $(1) $$@\nendef\n$(foreach r,a b,$(eval $(call rule,$(r))))\n"
            + "all: make-a make-b\n",
        "all: V = 1\nall: dep\n\tzz $(V)\ndep:\n\tzz $(V)\nother:\n\tzz $(V)\n",
        "a::\n\tzz one\na::\n\tzz two\n",
        "all:\n\tzz a \\\n\t  b \\\n\t  c\n\tzz d # x\n",
        "A = a#b\nB = a\\#b # c\nall:\n\tzz $(A) $(B)\n",
        ".PHONY: all\n.DEFAULT_GOAL := second\nfirst:\n\tzz first\nsecond:\n\tzz second\n",
        "A := $(shell echo one two)\nB != echo three\nall:\n\tzz $(A) $(B) $(shell printf '%s' x)\n",
        ".SECONDEXPANSION:\nall_needs = x y\nall: $$(addsuffix .z,$$($$@_needs))\n\tzz $^\n%.z:\n\tzz $@\n",
        "override A = 1\nB = $(origin NOPE) $(value C)\nC = $(A)\nall:\n\tzz $(A) $(B)\n",
        "A=1\nA:=$(A)2\nall :\n\t-@ zz $A $(A)3 $$ ${A}\n",
        "empty :=\nspace := $(empty) $(empty)\ncomma := ,\nall:\n\tzz $(subst $(space),$(comma),a b c)\n",
        "all: one ; zz inline\n\tzz next\none: ; zz one\n",
        "export A = 1\nunexport B\n  C = 3\nall:\n\tzz $(A) $(C)\n",
        "all: $(foreach x,a b,$(x).t)\n\tzz $(?F) $(^D) $+\na.t b.t:\n\tzz $@\n",
        "A = $($(B)_c)\nB = b\nb_c = deep\nall:\n\tzz $(A) $($(B)_$(or c,d))\n",
    ];

    [Theory]
    [MemberData(nameof(Written))]
    public void A_makefile_runs_what_make_prints(string makefile)
    {
        Assert.SkipUnless(File.Exists(Make), "make is not on this machine");
        Assert.Equal(Printed(makefile), Ours(makefile));
    }

    [Fact]
    public void So_do_generated_ones()
    {
        Assert.SkipUnless(File.Exists(Make), "make is not on this machine");
        var random = new Random(20261122);
        List<string> wrong = [];
        for (int i = 0; i < Generated; i++)
        {
            string makefile = Generate(random);
            string printed = Printed(makefile), ours = Ours(makefile);
            if (printed != ours)
            {
                wrong.Add($"{makefile}\n-- make:\n{printed}\n-- ours:\n{ours}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n=====\n", wrong.Take(3)) + $"\n{wrong.Count} of {Generated}");
    }

    private static string Ours(string makefile)
    {
        var folder = new ProjectFolder(new(StringComparer.Ordinal) { ["Makefile"] = makefile });
        return string.Join('\n', folder.Lines("make", "make").Where(l => l.StartsWith("zz", StringComparison.Ordinal)));
    }

    /// <summary>What <c>make -n</c> prints in an empty folder, its blanks made one each.</summary>
    private static string Printed(string makefile)
    {
        using var folder = new CaseFolder();
        File.WriteAllText(Path.Join(folder.Work, "Makefile"), makefile);
        var start = new ProcessStartInfo(Make, ["-n", "--no-print-directory"])
        {
            WorkingDirectory = folder.Work,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("make did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = errors.Result;
        return string.Join('\n', output.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(l => l.StartsWith("zz", StringComparison.Ordinal)).Select(Plain));
    }

    /// <summary>A line as its words: without a comment, and what the shell reads as one sign.</summary>
    private static string Plain(string line)
    {
        int comment = line.IndexOf(" #", StringComparison.Ordinal);
        return string.Join(' ', (comment < 0 ? line : line[..comment])
            .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Replace("'", "", StringComparison.Ordinal);
    }

    /// <summary>A makefile of variables, functions, conditions and rules, made at random.</summary>
    private static string Generate(Random random)
    {
        var text = new StringBuilder();
        string[] names = ["A", "B", "C", "D", "E"];
        for (int i = random.Next(3, 9); i > 0; i--)
        {
            string name = names[random.Next(names.Length)];
            string value = Value(random, names, 2, name);
            switch (random.Next(8))
            {
                case 0:
                    text.Append($"{name} := {value}\n");
                    break;
                case 1:
                    text.Append($"{name} ?= {value}\n");
                    break;
                case 2:
                    text.Append($"{name} += k{i}\n");
                    break;
                case 3:
                    text.Append($"ifeq ($({name}),{Word(random)})\nA := t{i}\nelse\nA := f{i}\nendif\n");
                    break;
                case 4:
                    text.Append($"ifdef {name}\nB := t{i}\nendif\n");
                    break;
                default:
                    text.Append($"{name} := {value}\n");
                    break;
            }
        }

        string[] targets = ["one", "two", "three", "four"];
        for (int i = 0; i < targets.Length; i++)
        {
            string needs = string.Join(' ', targets[(i + 1)..].Where(_ => random.Next(2) == 0));
            string bar = random.Next(4) == 0 && i == 0 ? " | four" : "";
            text.Append($"{targets[i]}: {needs}{bar}\n");
            for (int line = random.Next(1, 3); line > 0; line--)
            {
                text.Append($"\t{(random.Next(3) == 0 ? "@" : "")}zz $@ {Value(random, names, 3, "")} $^\n");
            }
        }

        return text.ToString();
    }

    private static string Value(Random random, string[] names, int depth, string not)
    {
        string Inner() => depth == 0 ? Word(random) : Value(random, names, depth - 1, not);
        string name = names[random.Next(names.Length)];
        return random.Next(depth == 0 ? 2 : 14) switch
        {
            0 => Word(random),
            1 => Word(random) + " " + Word(random),
            2 or 3 => name == not ? "z" : $"$({name})",
            4 => $"$(patsubst %{Letter(random)},{Letter(random)}%,{Inner()})",
            5 => $"$(subst {Letter(random)},{Letter(random)},{Inner()})",
            6 => $"$(filter {Letter(random)}%,{Inner()})",
            7 => $"$(addprefix {Letter(random)},{Inner()})",
            8 => $"$(if {Inner()},{Inner()},{Inner()})",
            9 => $"$(foreach v,{Inner()},{Letter(random)}$(v))",
            10 => $"$(sort {Inner()})",
            11 => $"$(word {random.Next(1, 4)},{Inner()})",
            12 => name == not ? "y" : $"$({name}:{Letter(random)}={Letter(random)})",
            _ => $"{Inner()}{Inner()}",
        };
    }

    private static string Word(Random random) => string.Concat(Letter(random), Letter(random));

    private static string Letter(Random random) => ((char)('a' + random.Next(4))).ToString();
}
