git init -q
mkdir scripts
cat > scripts/clean.mjs <<'X'
import "dotenv/config";
import pg from "pg";

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
for (const table of ["appointments", "patients", "clinics"]) {
  await client.query(`DELETE FROM ${table}`);
}
await client.end();
X
cat > scripts/count.mjs <<'X'
console.log([1, 2, 3].length);
X
cat > .env <<'X'
DATABASE_URL=postgres://avnadmin:s3cret@pg-clinics-prod.aivencloud.com:23456/defaultdb?sslmode=require
X
printf '.env\n' > .gitignore
git add -A && git commit -q -m app
