git init -q
mkdir -p supabase/migrations && printf 'project_id = "clinic"\n' > supabase/config.toml
printf 'create table visits (id int);\n' > supabase/migrations/20260101000000_init.sql
git add -A && git commit -q -m app
