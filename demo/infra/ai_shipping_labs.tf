# The site ai_shipping_labs: 6 resources.

resource "terraform_data" "ai_shipping_labs_bucket" {
  input = { kind = "bucket, website files" }
}

resource "terraform_data" "ai_shipping_labs_certificate" {
  input = { kind = "certificate" }
}

resource "terraform_data" "ai_shipping_labs_distribution" {
  input = { kind = "cdn", on = terraform_data.ai_shipping_labs_bucket.id }
}

resource "terraform_data" "ai_shipping_labs_service" {
  input = { kind = "ecs service", on = terraform_data.main_vpc.id }
}

resource "terraform_data" "ai_shipping_labs_alb" {
  input = { kind = "load balancer", on = terraform_data.main_vpc.id }
}

resource "terraform_data" "ai_shipping_labs_dns" {
  input = { kind = "aishippinglabs.example", on = terraform_data.ai_shipping_labs_alb.id }
}
