git init -q
mkdir prisma && cat > prisma/schema.prisma <<'X'
generator client {
  provider = "prisma-client-js"
}

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
X
cat > .env <<'X'
DATABASE_URL="postgresql://postgres:s3cret@monorail.proxy.rlwy.net:41234/railway"
X
printf '.env\n' > .gitignore
git add -A && git commit -q -m app
