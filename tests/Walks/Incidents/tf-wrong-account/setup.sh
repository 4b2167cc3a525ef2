git init -q
mkdir -p ~/.aws
cat > ~/.aws/config <<'X'
[profile org-management]
region = us-east-1
sso_account_id = 111122223333
X
cat > main.tf <<'X'
terraform {
  backend "s3" {
    bucket  = "acme-management-tfstate"
    key     = "prod/org.tfstate"
    region  = "us-east-1"
    profile = "org-management"
  }
}

resource "aws_organizations_account" "workload" {
  name  = "workload"
  email = "aws@example.com"
}
X
git add -A && git commit -q -m org
