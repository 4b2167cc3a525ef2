git init -q
mkdir app
touch app/__init__.py
cat > app/db.py <<'X'
import os
import psycopg

conn = psycopg.connect(os.environ["DATABASE_URL"])


def init_db(conn, drop_existing=True):
    if drop_existing:
        conn.execute("DROP TABLE IF EXISTS events CASCADE")
    conn.execute("CREATE TABLE IF NOT EXISTS events (id bigint)")
X
cat > .env <<'X'
DATABASE_URL=postgresql://app:s3cret@warehouse.prod.example.com/events
X
printf '.env\n' > .gitignore
git add -A && git commit -q -m app
