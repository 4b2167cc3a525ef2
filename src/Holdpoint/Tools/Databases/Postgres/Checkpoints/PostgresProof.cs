using System.Collections.Immutable;
using Holdpoint.Checkpoints;

namespace Holdpoint.Tools.Databases.Postgres.Checkpoints;

/// <summary>Proves a saved database: restores it where it is thrown away, and compares the inventories.</summary>
internal static class PostgresProof
{
    /// <summary>Restores it into a scratch server, or the given one, and compares.</summary>
    /// <param name="dump">The folder that pg_dump wrote.</param>
    public static ProofAnswer Of(Inventory saved, string dump, Bench bench)
    {
        InventoryDatabase database = saved.Database;
        (PostgresPrograms? programs, string problem) = PostgresPrograms.For(database.Major, server: false, bench.World);
        IScratch? scratch = GivenServer.Of(programs, bench);
        if (scratch is null)
        {
            (programs, problem) = PostgresPrograms.For(database.Major, server: true, bench.World);
            if (programs is not null)
            {
                bench.Say($"starting a scratch PostgreSQL {programs.Major}");
                (scratch, problem) = ScratchServer.Start(programs, bench);
            }
        }

        if (programs is null || scratch is null)
        {
            return new ProofAnswer.Untried(problem);
        }

        using (scratch)
        {
            bench.Say($"restoring {database.Name} into {scratch.Shown}");
            return Restore(saved, dump, programs, scratch, bench) is { } failed
                ? IsAboutThatMachine(failed) ? new ProofAnswer.Untried(failed) : new ProofAnswer.Broken(failed)
                : Compared(saved, scratch, bench);
        }
    }

    /// <summary>Null, or what failed.</summary>
    private static string? Restore(
        Inventory saved, string dump, PostgresPrograms programs, IScratch scratch, Bench bench)
    {
        string name = scratch.NameFor(saved.Database.Name);
        foreach (string role in saved.Roles)
        {
            scratch.AddRole(role);
        }

        return (name is PostgresPrograms.Maintenance ? null
                : programs.Create(saved.Database, name, "C", scratch.Dial(PostgresPrograms.Maintenance), bench))
            ?? (saved.Database.PublicOwner is null
                ? programs.Run("psql", ["-X", "-q", "-c", "DROP SCHEMA public"], scratch.Dial(name), bench)
                : null)
            ?? programs.Run("pg_restore",
                [
                    "--exit-on-error", "--no-password", $"--jobs={PostgresPrograms.Jobs}",
                    "--dbname=" + PostgresPrograms.Keyword(name), dump,
                ],
                scratch.Dial(name), bench);
    }

    private static ProofAnswer Compared(Inventory saved, IScratch scratch, Bench bench)
    {
        (Inventory? restored, string problem) =
            InventoryReading.Now(scratch.Dial(scratch.NameFor(saved.Database.Name)), saved.Database, bench);
        if (restored is null)
        {
            return new ProofAnswer.Broken($"what was restored cannot be read: {problem}");
        }

        ImmutableArray<Difference> differences = InventoryDifference.Between(saved, restored, "restored");
        return differences.IsEmpty
            ? new ProofAnswer.Equal($"restored into {scratch.Shown} {restored.Database.Version}: "
                + $"{restored.Shown}, checksums, {Policy.Words.Counted(saved.Sequences.Length, "sequences")} and "
                + $"{Policy.Words.Counted(saved.Objects.Length, "definitions")} equal")
            : new ProofAnswer.Broken(InventoryDifference.Some(differences));
    }

    /// <summary>What fails there and would not where the database runs: an extension that is not installed.</summary>
    private static bool IsAboutThatMachine(string problem) =>
        problem.Contains("extension control file", StringComparison.Ordinal)
        || problem.Contains("is not available", StringComparison.Ordinal)
        || problem.Contains("could not connect", StringComparison.Ordinal)
        || problem.Contains("connection to server", StringComparison.Ordinal)
        || problem.Contains("permission denied to create database", StringComparison.Ordinal)
        || problem.Contains("No space left on device", StringComparison.Ordinal);
}
