git init -q
cat > package.json <<'X'
{ "name": "rest-express", "scripts": { "check": "tsc", "db:push": "drizzle-kit push", "dev": "tsx server/index.ts" } }
X
cat > drizzle.config.ts <<'X'
export default { out: "./migrations", schema: "./shared/schema.ts", dialect: "postgresql",
  dbCredentials: { url: process.env.DATABASE_URL } };
X
git add -A && git commit -q -m app
