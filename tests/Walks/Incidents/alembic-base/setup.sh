git init -q
mkdir -p migrations/versions .venv
cat > alembic.ini <<'X'
[alembic]
script_location = migrations
sqlalchemy.url = postgresql+psycopg://app:s3cret@pg.internal.example.com:5432/ledger
X
git add -A && git commit -q -m app
