using System.Collections.Immutable;
using Holdpoint.Tools.Clis.Migrations;

namespace Holdpoint.Tests.Tools.Clis.Migrations;

/// <summary>Modules that only declare, and modules that would do something when they are loaded.</summary>
public sealed class PlainModuleTests
{
    private static readonly ImmutableArray<string> Libraries = ["drizzle-kit", "drizzle-orm/pg-core", "dotenv/config"];

    [Theory]
    [InlineData("import { defineConfig } from 'drizzle-kit';\nexport default defineConfig({ dialect: 'postgresql', "
        + "schema: './s.ts', dbCredentials: { url: process.env.DATABASE_URL! } });")]
    [InlineData("import 'dotenv/config'; import type { Config } from \"drizzle-kit\";\n"
        + "export default { schema: ['./a.ts', './b.ts'] } satisfies Config;")]
    [InlineData("import { pgTable, serial, integer } from 'drizzle-orm/pg-core'; // tables\n"
        + "export const users = pgTable('users', { id: serial('id').primaryKey() });\n"
        + "export const posts = pgTable('posts', { by: integer('by').references(() => users.id,"
        + " { onDelete: 'cascade' }) }, (t) => [t.by]);")]
    [InlineData("{ \"dialect\": \"postgresql\", \"schema\": \"./schema.ts\" }")]
    [InlineData("export * from './users';")]
    public void Declarations_are_plain(string text) => Assert.NotNull(PlainModule.Imports(text, Libraries));

    [Theory]
    [InlineData("import { execSync } from 'child_process'; execSync('x');")]
    [InlineData("import 'node:fs';")]
    [InlineData("const x = require('fs');")]
    [InlineData("import('./other');")]
    [InlineData("fetch('http://x');")]
    [InlineData("export default process.exit(1);")]
    [InlineData("export default globalThis['eval']('x');")]
    [InlineData("export const x = ''.constructor.constructor('x')();")]
    [InlineData("export const x = (1 ? globalThis : 0).fetch('x');")]
    [InlineData("export const x = process.env.A['constructor'];")]
    [InlineData("import { drizzle } from 'drizzle-orm/node-postgres'; export const d = drizzle('x').execute('y');")]
    [InlineData("export const x = `${process.env.A}`;")]
    [InlineData("process.env.DATABASE_URL = 'postgres://other';")]
    [InlineData("export default defineConfig({});")]
    [InlineData("function f() { }")]
    [InlineData("export const x = 'no end")]
    [InlineData("export const x = '\\x27';")]
    public void What_could_do_something_is_not(string text) => Assert.Null(PlainModule.Imports(text, Libraries));

    [Fact]
    public void Its_own_files_are_told() => Assert.Equal(
        ["./users", "../shared/types"],
        PlainModule.Imports("export * from './users'; import { a } from '../shared/types';", Libraries));

    [Theory]
    [InlineData("Pulling…\n Warning  You are about to execute current statements:\n\nDROP TABLE \"a\" CASCADE;\n\n "
        + "Warning  Found data-loss statements:\n", "DROP TABLE \"a\" CASCADE;")]
    [InlineData("[i] No changes detected", "")]
    [InlineData("Error: Interactive prompts require a TTY terminal", null)]
    [InlineData(" Warning  You are about to execute current statements:\n\nDROP TABLE \"a\" CASC", null)]
    public void What_was_printed_is_read(string printed, string? sql) =>
        Assert.Equal(sql, DrizzlePreview.Statements(printed).Sql?.Trim());
}
