git init -q
mkdir -p ~/docker/prod/pgdata ~/docker/uat/pgdata build
printf 'rows\n' > ~/docker/prod/pgdata/base
printf 'rows\n' > ~/docker/uat/pgdata/base
printf 'build/\n' > .gitignore
git add -A && git commit -q -m one
