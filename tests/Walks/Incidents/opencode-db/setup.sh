git init -q
mkdir -p data/backups
printf 'SQLite format 3\0rows' > data/app.db
: > data/app.db-wal
: > data/backups/app-2026-08-19.db
: > data/backups/app-2026-08-20.db
printf 'data/\n' > .gitignore
git add -A && git commit -q -m app
