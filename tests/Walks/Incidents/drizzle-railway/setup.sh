git init -q
npm_lock=package-lock.json; echo '{}' > $npm_lock
cat > drizzle.config.ts <<'X'
import { defineConfig } from "drizzle-kit";
export default defineConfig({
  schema: "./src/schema.ts",
  dialect: "postgresql",
  dbCredentials: { url: process.env.DATABASE_URL! },
});
X
cat > .env <<'X'
DATABASE_URL="postgresql://postgres:s3cret@containers-us-west-57.railway.app:6543/railway"
X
printf '.env\n' > .gitignore
git add -A && git commit -q -m app
