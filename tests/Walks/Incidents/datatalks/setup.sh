git init -q
cp "$REPO"/demo/infra/*.tf .
tofu init -input=false > /dev/null
mkdir .holdpoint && cat > .holdpoint/states.lock <<'X'
place 1 local:terraform.tfstate default
1 lineage 017fc75f-fed1-90c0-33e0-c29b3127c4b9
1 serial 214
1 seen 2026-02-20
1 system datatalks 12
1 system ai-shipping-labs 6
1 address terraform_data.datatalks_db
1 address terraform_data.ai_shipping_labs_bucket
X
git add -A && git commit -q -m 'two sites on one VPC'
