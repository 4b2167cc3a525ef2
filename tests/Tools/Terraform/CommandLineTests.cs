using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Commands;

namespace Holdpoint.Tests.Tools.Terraform;

/// <summary>Command lines are read as Terraform's own library reads them.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("destroy -auto-approve", "destroy")]
    [InlineData("-chdir=infra destroy", "destroy")]
    [InlineData("state rm aws_vpc.main", "state rm")]
    [InlineData("workspace delete -force dev", "workspace delete")]
    [InlineData("env delete dev", "workspace delete")]
    [InlineData("test -filter=a.tftest.hcl", "test")]
    [InlineData("test cleanup", "test cleanup")]
    [InlineData("", "")]
    public void The_subcommand_is_found(string arguments, string expected) =>
        Assert.Equal(expected, Read(arguments).Subcommand);

    [Theory]
    [InlineData("destroy -help")]
    [InlineData("destroy --help")]
    [InlineData("-help destroy")]
    [InlineData("apply -var -help")]
    [InlineData("destroy -auto-approve -version")]
    public void Help_and_version_stand_anywhere(string arguments) =>
        Assert.True(Read(arguments).OnlyPrints || Read(arguments).Subcommand is "");

    [Fact]
    public void Behind_two_dashes_help_is_an_operand() => Assert.False(Read("state rm -- -help").OnlyPrints);

    [Theory]
    [InlineData("apply -destroy", true)]
    [InlineData("apply --destroy", true)]
    [InlineData("apply -destroy=true", true)]
    [InlineData("apply -destroy=1", true)]
    [InlineData("apply -destroy=false", false)]
    [InlineData("apply -destroy -destroy=false", false)]
    [InlineData("apply", false)]
    public void A_switch_is_on_as_go_reads_it(string arguments, bool on) =>
        Assert.Equal(on, Read(arguments).Has("destroy"));

    [Fact]
    public void A_value_stands_behind_an_equals_sign_or_in_the_next_word()
    {
        CommandLine line = Read("apply -target=a.b -target c.d -var x=1 tfplan");
        Assert.Equal(["a.b", "c.d"], line.Values("target").Select(v => v.Text));
        Assert.Equal("x=1", line.Value("var")?.Text);
        Assert.Equal(["tfplan"], line.Operands.Select(o => o.Text));
    }

    [Fact]
    public void The_environment_adds_arguments_behind_the_subcommand()
    {
        CommandLine line = Read("apply -var a=1", ("TF_CLI_ARGS_apply", "-destroy -var 'b=2 3'"),
            ("TF_CLI_ARGS", "-auto-approve"));
        Assert.True(line.Has("destroy"));
        Assert.True(line.Has("auto-approve"));
        Assert.Equal(["b=2 3", "a=1"], line.Values("var").Select(v => v.Text));
        Assert.Equal("TF_CLI_ARGS_apply", line.AddedBy);
    }

    [Fact]
    public void Explicit_arguments_come_last_and_win() =>
        Assert.False(Read("apply -destroy=false", ("TF_CLI_ARGS", "-destroy")).Has("destroy"));

    [Fact]
    public void Variables_of_other_subcommands_add_nothing() =>
        Assert.False(Read("apply", ("TF_CLI_ARGS_plan", "-destroy")).Has("destroy"));

    [Fact]
    public void The_environment_can_bring_the_subcommand_itself() =>
        Assert.Equal("destroy", Read("", ("TF_CLI_ARGS", "destroy -auto-approve")).Subcommand);

    [Fact]
    public void A_subcommand_with_a_blank_has_its_own_variable() =>
        Assert.Equal("x.y", Read("state rm", ("TF_CLI_ARGS_state_rm", "x.y")).Operands[0].Text);

    [Fact]
    public void What_may_be_any_option_is_unclear()
    {
        CommandLine line = CommandLineReader.Read([new Word("apply"), Word.Unknown("$ARGS", splits: true)], _ => null);
        Assert.Equal("apply", line.Subcommand);
        Assert.Equal("$ARGS", line.Unclear);
    }

    [Fact]
    public void Options_that_cannot_be_known_do_not_hide_the_subcommand() =>
        Assert.Equal("destroy", CommandLineReader.Read([Word.Unknown("$OPTS", splits: true), new Word("destroy")], _ =>
            null).Subcommand);

    [Fact]
    public void A_subcommand_that_cannot_be_known_is_null() =>
        Assert.Null(CommandLineReader.Read([Word.Unknown("$CMD")], _ => null).Subcommand);

    [Fact]
    public void A_value_may_be_unknown_while_its_option_is_known()
    {
        var word = new Word([new Piece(PieceKind.Text, "-var-file="),
            new Piece(PieceKind.Unknown, "$ENV", Splits: true), new Piece(PieceKind.Text, ".tfvars")]);
        CommandLine line = CommandLineReader.Read([new Word("apply"), word], _ => null);
        Assert.Null(line.Unclear);
        Assert.Contains("$ENV.tfvars", line.UnknownValue("var-file"), StringComparison.Ordinal);
    }

    private static CommandLine Read(string arguments, params (string Name, string Value)[] variables) =>
        CommandLineReader.Read(
        [.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => new Word(a))],
        name => variables.FirstOrDefault(v => v.Name == name).Value is { } value ? new Word(value) : null);
}
