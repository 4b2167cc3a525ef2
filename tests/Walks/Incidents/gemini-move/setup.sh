git init -q
printf 'one\n' > a.txt
printf 'two\n' > b.txt
