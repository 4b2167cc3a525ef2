# What both sites hang on. In the incident that this demo replays, the second site was put into the first one's
# state "to save a few dollars" on the VPC.
terraform {
  backend "local" {}
}

resource "terraform_data" "main_vpc" {
  input = { kind = "vpc", cidr = "10.0.0.0/16" }
}
