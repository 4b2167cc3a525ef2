git init -q
cat > main.tf <<'X'
terraform {
  required_providers {
    digitalocean = { source = "digitalocean/digitalocean" }
  }
}

resource "digitalocean_app" "shop_prod" {
  spec { name = "shop-prod" }
}

resource "digitalocean_app" "api_prod" {
  spec { name = "api-prod" }
}
X
cat > terraform.tfstate <<'X'
{
  "version": 4, "terraform_version": "1.6.2", "serial": 7, "lineage": "c5f3d0a4-9c31-4a3e-8f5c-0d9e7d6b4a11", "outputs": {},
  "resources": [
    { "mode": "managed", "type": "digitalocean_app", "name": "shop_prod",
      "provider": "provider[\"registry.opentofu.org/digitalocean/digitalocean\"]",
      "instances": [ { "schema_version": 0, "attributes": { "id": "a1", "live_url": "https://shop-prod.ondigitalocean.app" } } ] },
    { "mode": "managed", "type": "digitalocean_app", "name": "api_prod",
      "provider": "provider[\"registry.opentofu.org/digitalocean/digitalocean\"]",
      "instances": [ { "schema_version": 0, "attributes": { "id": "a2", "live_url": "https://api-prod.ondigitalocean.app" } } ] }
  ]
}
X
git add -A && git commit -q -m apps
