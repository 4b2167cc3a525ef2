git init -q
cp "$REPO"/demo/infra/*.tf .
tofu init -input=false > /dev/null
cp "$REPO"/demo/recorded/two-sites.tfstate terraform.tfstate
