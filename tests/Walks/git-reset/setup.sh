git init -q
echo one > kept.txt
git add -A && git commit -q -m one
echo two > kept.txt
echo draft > notes.txt
