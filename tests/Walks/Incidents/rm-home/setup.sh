git init -q
mkdir tests patches plan
printf 'diary\n' > ~/diary.txt
printf 'x\n' > tests/a.txt
git add -A && git commit -q -m one
