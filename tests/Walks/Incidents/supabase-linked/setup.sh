git init -q
mkdir -p supabase/.temp supabase/migrations && printf 'project_id = "shop"\n' > supabase/config.toml
printf 'abcdefghijklmnopqrst' > supabase/.temp/project-ref
printf 'create table customers (id int);\n' > supabase/migrations/20250801000000_init.sql
git add -A && git commit -q -m app
