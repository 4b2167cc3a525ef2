# The site datatalks: 12 resources.

resource "terraform_data" "datatalks_subnet_a" {
  input = { kind = "subnet", on = terraform_data.main_vpc.id }
}

resource "terraform_data" "datatalks_subnet_b" {
  input = { kind = "subnet", on = terraform_data.main_vpc.id }
}

resource "terraform_data" "datatalks_security_group" {
  input = { kind = "firewall", on = terraform_data.main_vpc.id }
}

resource "terraform_data" "datatalks_db" {
  input = { kind = "postgres 15, 100 GB, 2.5 years of courses", on = terraform_data.datatalks_db_subnet_group.id }
}

resource "terraform_data" "datatalks_db_subnet_group" {
  input = { kind = "subnet group", on = terraform_data.datatalks_subnet_a.id }
}

resource "terraform_data" "datatalks_db_password" {
  input = { kind = "secret" }
}

resource "terraform_data" "datatalks_cluster" {
  input = { kind = "ecs cluster", on = terraform_data.main_vpc.id }
}

resource "terraform_data" "datatalks_service" {
  input = { kind = "ecs service", on = terraform_data.datatalks_cluster.id }
}

resource "terraform_data" "datatalks_task" {
  input = { kind = "task definition", on = terraform_data.datatalks_db.id }
}

resource "terraform_data" "datatalks_alb" {
  input = { kind = "load balancer", on = terraform_data.datatalks_security_group.id }
}

resource "terraform_data" "datatalks_alb_listener" {
  input = { kind = "listener", on = terraform_data.datatalks_alb.id }
}

resource "terraform_data" "datatalks_dns" {
  input = { kind = "courses.datatalks.example", on = terraform_data.datatalks_alb.id }
}
